package io.aifactory.training.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DiscountsTest {
    @Test
    void discountsFollowChenAndGoodman() {
        // Y = 100/(100+2·40) = 5/9; D1 = 1-2Y·0.4, D2 = 2-3Y·0.5, D3 = 3-4Y·0.6
        Discounts discounts = Discounts.estimate(100, 40, 20, 12);

        assertEquals(5.0 / 9, discounts.of(1), 1e-12);
        assertEquals(2 - 5.0 / 6, discounts.of(2), 1e-12);
        assertEquals(3 - 4.0 / 3, discounts.of(3), 1e-12);
        assertEquals(discounts.of(3), discounts.of(1_000), 0);
        assertEquals(0, discounts.of(0), 0);
    }

    @Test
    void tooFewCountsGiveAHalf() {
        assertEquals(new Discounts(0.5, 0.5, 0.5), Discounts.estimate(3, 0, 1, 1));
    }
}
