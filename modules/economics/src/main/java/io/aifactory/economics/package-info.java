/**
 * What tokens cost: joules, money, grams of CO2, and the Pareto frontier between speed and cost.
 *
 * <p>{@link io.aifactory.economics.meter} reads energy, {@link io.aifactory.economics.cost} turns
 * it into money and carbon and splits it between requests, {@link io.aifactory.economics.energy}
 * predicts it, {@link io.aifactory.economics.carbon} knows prices and carbon over time, {@link
 * io.aifactory.economics.frontier} compares operating points, {@link io.aifactory.economics.nvidia}
 * asks the driver of NVIDIA's devices. Figures that do not come from a meter say {@code estimated}
 * wherever they appear.
 */
@NullMarked
package io.aifactory.economics;

import org.jspecify.annotations.NullMarked;
