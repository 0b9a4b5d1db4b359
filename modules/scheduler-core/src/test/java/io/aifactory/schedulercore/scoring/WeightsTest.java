package io.aifactory.schedulercore.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Slo;
import org.junit.jupiter.api.Test;

class WeightsTest {
    private static final Slo TWO_SECONDS = new Slo(2_000, 25);

    private final Bench bench = new Bench(1);

    @Test
    void aMillisecondOfWaitingCostsTheShareOfThePromiseThatIsUsedUp() {
        // One millisecond more
        assertEquals(0, price(0), 1e-3);
        assertEquals(0.25, price(500), 1e-3);
        assertEquals(1, price(2_000), 1e-3);
        assertEquals(1, price(60_000), 1e-9);
        // all that was promised
        assertEquals(1_000, SlackPrice.waiting(2_000, TWO_SECONDS));
    }

    @Test
    void withoutAPromiseEveryMillisecondCounts() {
        assertEquals(700, SlackPrice.waiting(700, Slo.NONE));
    }

    @Test
    void aBrokenPromiseCostsTheTimeThatWasPromisedOfOthersWhereThereIsNone() {
        // Given
        Weights weights = new Weights(CostModel.declared());

        // When a thousand requests were promised 4 s
        for (int i = 0; i < 1_000; i++) {
            weights.decided(request(new Slo(4_000, 25)), 0, 0);
        }

        // Then
        assertEquals(2_000, weights.promise(request(TWO_SECONDS)));
        assertEquals(4_000, weights.promise(request(Slo.NONE)), 1);
    }

    @Test
    void workCostsThePromisesThatItBrokeLately() {
        // Given
        Weights weights = new Weights(CostModel.declared());

        // When each 500 ms of work broke a tenth of a promise
        for (int i = 0; i < 2_000; i++) {
            weights.decided(request(TWO_SECONDS), 0.1, 500);
        }

        // Then a promise of 2 s is worth 2,000 ms
        assertEquals(2_000 * 0.1 / 500, weights.work(2_000), 1e-6);
    }

    private static double price(double millis) {
        return SlackPrice.waiting(millis + 0.5, TWO_SECONDS)
                - SlackPrice.waiting(Math.max(0, millis - 0.5), TWO_SECONDS);
    }

    private RequestFeatures request(Slo slo) {
        bench.slo = slo;
        return bench.request("r", 10);
    }
}
