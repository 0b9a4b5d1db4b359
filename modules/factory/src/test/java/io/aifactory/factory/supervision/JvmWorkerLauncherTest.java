package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.worker.Slo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JvmWorkerLauncherTest {
    @Test
    void anSloIsHandedOverInTheWorkersConfiguration() {
        Slo itl = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(40)), 2, 64);
        Slo ttft = new Slo(Optional.of(Duration.ofSeconds(2)), Optional.empty(), 1, 512);

        assertEquals(
                List.of(
                        "-Daifactory.inference.slo-itl=40ms",
                        "-Daifactory.inference.slo-sequences=2",
                        "-Daifactory.inference.slo-prompt-tokens=64"),
                JvmWorkerLauncher.options(itl));
        assertEquals(
                List.of(
                        "-Daifactory.inference.slo-ttft=2000ms",
                        "-Daifactory.inference.slo-sequences=1",
                        "-Daifactory.inference.slo-prompt-tokens=512"),
                JvmWorkerLauncher.options(ttft));
    }
}
