package io.aifactory.ingestion.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void thePauseDoublesUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

        assertEquals(Duration.ofMillis(200), backoff.after(1));
        assertEquals(Duration.ofMillis(800), backoff.after(3));
        assertEquals(Duration.ofSeconds(30), backoff.after(9));
        assertEquals(Duration.ofSeconds(30), backoff.after(Integer.MAX_VALUE));
    }
}
