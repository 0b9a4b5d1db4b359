/**
 * The control plane as a process: takes the home's lock, starts the database, boots the application
 * server on the chosen ports, says where it answers, and stops everything in the opposite order.
 */
@NullMarked
package io.aifactory.factory.serve;

import org.jspecify.annotations.NullMarked;
