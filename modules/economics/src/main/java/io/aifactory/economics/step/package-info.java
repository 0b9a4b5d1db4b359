/**
 * What one engine step takes, as a linear function of what is in it: the worker sizes its prefill
 * chunks by it, and the scheduler compares workers by it. Learned from the steps themselves, so
 * that nothing is tuned by hand for a device.
 */
@NullMarked
package io.aifactory.economics.step;

import org.jspecify.annotations.NullMarked;
