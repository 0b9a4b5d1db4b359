package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.contracts.worker.v1.PromisedTimes;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerMessagesTest {
    @Test
    void whatIsPromisedIsSaidAndWhatIsNotIsZero() {
        Slo slo = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(40)), 8, 256);
        assertEquals(
                PromisedTimes.newBuilder().setItlNanos(40_000_000).setPromptTokens(256).build(),
                WorkerMessages.promised(slo));
    }
}
