/**
 * The process around the worker: what it is made of, how it starts with a model, announces itself,
 * shows its health and figures, drains when told to stop, and ends when its device or its parent is
 * gone.
 */
@NullMarked
package io.aifactory.inference.process;

import org.jspecify.annotations.NullMarked;
