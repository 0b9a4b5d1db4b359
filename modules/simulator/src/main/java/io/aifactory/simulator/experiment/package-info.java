/**
 * Experiments behind the project's claims: each is a command that anyone can repeat, prints its
 * table and says what was assumed. Nothing here decides anything in production.
 */
@NullMarked
package io.aifactory.simulator.experiment;

import org.jspecify.annotations.NullMarked;
