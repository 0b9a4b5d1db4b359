/**
 * Long work of a command, outside of the control plane: a folder of its own that is gone when the
 * work has ended in whatever way, child processes that end with it, progress, and cancellation.
 */
@NullMarked
package io.aifactory.factory.work;

import org.jspecify.annotations.NullMarked;
