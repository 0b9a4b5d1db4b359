package io.aifactory.schedulercore.admission;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InFlightSharesTest {
    private final InFlightShares shares = new InFlightShares();

    @Test
    void whoIsAloneHasItsShareAndWhoFloodsHasMoreOnceAnotherIsThere() {
        for (int i = 0; i < 7; i++) {
            assertTrue(shares.isWithin("flood", 1));
            shares.placed("flood", 1);
        }
        assertTrue(shares.isWithin("modest", 1));
        shares.placed("modest", 1);
        assertFalse(shares.isWithin("flood", 1));
        assertTrue(shares.isWithin("modest", 1));

        // When the modest one has ended, the other is alone again
        shares.ended("modest");
        shares.ended("modest");
        assertTrue(shares.isWithin("flood", 1));
    }

    @Test
    void weightsDivideWhatIsInFlight() {
        // Given 3 of 6 in flight for a tenant with two thirds of the weight
        for (int i = 0; i < 3; i++) {
            shares.placed("heavy", 2);
            shares.placed("light", 1);
        }

        // Then a fourth of seven is within it, and a fourth of the other is not
        assertTrue(shares.isWithin("heavy", 2));
        assertFalse(shares.isWithin("light", 1));
    }
}
