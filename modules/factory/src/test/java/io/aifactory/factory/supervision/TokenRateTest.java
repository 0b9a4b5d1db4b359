package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TokenRateTest {
    @Test
    void isTheDifferenceOfTwoReadingsOverTheirTime() {
        var rate = TokenRate.starting(0).reading(100, 1_000_000_000).reading(250, 1_500_000_000);

        assertEquals(300.0, rate.tokensPerSecond());
    }

    @Test
    void isZeroWhereTheCounterHasStartedAgain() {
        var rate = TokenRate.starting(0).reading(100, 1_000_000_000).reading(10, 2_000_000_000);

        assertEquals(0.0, rate.tokensPerSecond());
    }
}
