/**
 * What a simulated worker is: how long its steps take, what energy they use, how much it holds. A
 * claim about a policy is worth no more than the model it was made on, so there are several:
 * arithmetic from a device's data sheet, a published polynomial, and what a running factory has
 * measured of itself.
 */
@NullMarked
package io.aifactory.simulator.model;

import org.jspecify.annotations.NullMarked;
