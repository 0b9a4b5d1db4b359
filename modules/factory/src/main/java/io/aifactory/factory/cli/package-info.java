/**
 * The command line: one class per command, each a thin translation from options to what another
 * package does, and from results to sentences. Commands are plain HTTP clients of the running
 * factory.
 */
@NullMarked
package io.aifactory.factory.cli;

import org.jspecify.annotations.NullMarked;
