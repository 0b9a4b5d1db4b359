package io.aifactory.economics.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.economics.frontier.OperatingPoint;
import io.aifactory.economics.frontier.ParetoFrontier;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostModelTest {
    private static final CostModel COSTS =
            new CostModel(new EnergyPrices("EUR", 0.20, 400, 1.5), 2.0);

    @Test
    void energyAndMachineTimeAreAddedUp() {
        // When 1 kWh at the machine is 1.5 kWh at the building's meter, and half an hour passes
        Cost cost = COSTS.of(3.6e6, 1_800);

        // Then
        assertEquals(0.30 + 1.0, cost.money(), 1e-12);
        assertEquals(600, cost.gramsCo2(), 1e-9);
        assertEquals(3.6e6, cost.joules());
    }

    @Test
    void aMillionTokensCostTheirEnergyAndTheirTime() {
        // When 1000 tokens/s take 1000 s for a million, at 0.36 J each = 0.1 kWh
        double money = COSTS.moneyPerMillionTokens(1_000, 0.36);

        // Then
        assertEquals(0.1 * 1.5 * 0.20 + 1_000 / 3_600.0 * 2.0, money, 1e-12);
    }

    @Test
    void aBillionTokensAWeekNeedWholeDevices() {
        // Given a device with 600 tokens/s at 0.165 J per token
        OperatingPoint point = new OperatingPoint("p", 8, 20, 600, 0.165, 1, 10, 20, false);

        // When
        WeeklyTokens week = WeeklyTokens.at(point, COSTS, WeeklyTokens.BILLION);

        // Then 1653 tokens/s are 2.76 devices
        assertEquals(1_653.4, week.tokensPerSecond(), 0.1);
        assertEquals(3, week.devices());
        assertEquals(45.83, week.kilowattHours(), 0.01);
        assertEquals(45.833333 * 1.5 * 0.2 + 3 * 168 * 2.0, week.money(), 1e-3);
    }

    @Test
    void theCheapestPointOfAFrontierCarriesTheBillion() {
        // Given a slow frugal point that needs six devices, and a fast one that needs three
        OperatingPoint slow = new OperatingPoint("1", 1, 300, 290, 0.1, 1, 5, 9, true);
        OperatingPoint fast = new OperatingPoint("8", 8, 100, 700, 0.165, 1, 20, 60, true);

        // When
        WeeklyTokens week =
                WeeklyTokens.cheapest(
                        ParetoFrontier.of(List.of(slow, fast)), COSTS, WeeklyTokens.BILLION);

        // Then
        assertEquals(fast, week.point());
        assertEquals(3, week.devices());
        assertEquals(0.787, week.utilisation(), 1e-3);
        assertEquals(45.83 * 1.5 * 0.4, week.kilogramsCo2(), 0.01);
    }

    @Test
    void costsAddUp() {
        assertEquals(new Cost(3, 5, 7), new Cost(1, 2, 3).plus(new Cost(2, 3, 4)));
    }

    @Test
    void senselessPricesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EnergyPrices("euro", 0.2, 400, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new EnergyPrices("EUR", 0.2, 400, 0.9));
        assertThrows(
                IllegalArgumentException.class, () -> new CostModel(EnergyPrices.declared(), -1));
        assertThrows(IllegalArgumentException.class, () -> COSTS.moneyPerMillionTokens(0, 0.1));
    }

    @Test
    void theDeclaredDefaultsArePinned() {
        assertEquals(
                new CostModel(new EnergyPrices("USD", 0.13, 473, 1.0), 0.096),
                CostModel.declared());
    }
}
