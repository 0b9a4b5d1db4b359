/**
 * What a precision costs in quality: {@code aifactory bench quality}. The same windows of held-out
 * text are read in float32 and in each other precision, and how much longer their code gets and how
 * often the best token stays the best is printed. A program of its own, started as a child process,
 * because libtorch never runs in the control plane's.
 */
@NullMarked
package io.aifactory.inference.quality;

import org.jspecify.annotations.NullMarked;
