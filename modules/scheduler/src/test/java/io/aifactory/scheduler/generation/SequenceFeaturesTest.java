package io.aifactory.scheduler.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.worker.v1.PromisedTimes;
import io.aifactory.schedulercore.routing.Slo;
import org.junit.jupiter.api.Test;

class SequenceFeaturesTest {
    private static final double ANY = Double.POSITIVE_INFINITY;

    @Test
    void aLongPromptHasLongerForItsFirstTokenAndWhatIsNotPromisedHasNoBound() {
        PromisedTimes first =
                PromisedTimes.newBuilder().setTtftNanos(200_000_000).setPromptTokens(512).build();
        assertEquals(new Slo(200, ANY), SequenceFeatures.promise(first, 100));
        assertEquals(new Slo(400, ANY), SequenceFeatures.promise(first, 1_024));

        PromisedTimes next = PromisedTimes.newBuilder().setItlNanos(25_000_000).build();
        assertEquals(new Slo(ANY, 25), SequenceFeatures.promise(next, 1_024));
    }
}
