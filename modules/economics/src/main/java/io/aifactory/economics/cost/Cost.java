package io.aifactory.economics.cost;

/**
 * What something cost.
 *
 * @param joules energy at the machine
 * @param money energy and machine time, in the cost model's currency
 * @param gramsCo2 carbon of the energy
 */
public record Cost(double joules, double money, double gramsCo2) {
    public static final Cost ZERO = new Cost(0, 0, 0);

    public Cost plus(Cost other) {
        return new Cost(joules + other.joules, money + other.money, gramsCo2 + other.gramsCo2);
    }
}
