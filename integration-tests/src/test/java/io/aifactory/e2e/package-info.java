/**
 * The packaged factory as its users meet it: real processes started from the distribution, driven
 * by its command line and by unmodified clients, and killed at bad moments.
 */
@NullMarked
package io.aifactory.e2e;

import org.jspecify.annotations.NullMarked;
