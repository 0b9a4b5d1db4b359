/**
 * The control plane as a background process: started detached from the terminal, found again by
 * later commands, stopped with everything it started.
 */
@NullMarked
package io.aifactory.factory.daemon;

import org.jspecify.annotations.NullMarked;
