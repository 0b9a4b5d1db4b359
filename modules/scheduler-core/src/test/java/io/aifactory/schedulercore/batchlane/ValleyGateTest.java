package io.aifactory.schedulercore.batchlane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.routing.Slo;
import org.junit.jupiter.api.Test;

class ValleyGateTest {
    /** 10 ms a step, 0.1 ms a sequence, 0.01 ms a prompt token. */
    private static final StepTime TIME = new StepTime(10e6, 0.1e6, 0.01e6, 0);

    private static final StepContent IDLE = new StepContent(0, 0, 0);
    private static final double ANY = Double.POSITIVE_INFINITY;

    @Test
    void theItlBoundsTheStep() {
        // Given half of 30 ms: 15 ms a step, of which 10 ms and ten sequences are there
        ValleyGate gate = new ValleyGate(0.5, ANY, 0);
        StepContent ten = new StepContent(10, 0, 0);

        // Then
        assertEquals(40, gate.room(view(ten, 0, 256, 0, 0), new Slo(ANY, 30)));
        assertEquals(25, gate.room(view(ten, 15, 256, 0, 0), new Slo(ANY, 30)));
        assertEquals(0, gate.room(view(ten, 70, 256, 0, 0), new Slo(ANY, 30)));
    }

    @Test
    void theNextPromptHasToFitIntoTheTtft() {
        // Given half of 80 ms for the rest of a step and one with 1,000 prompt tokens: 20 + 10 + 2
        // n / 10
        ValleyGate gate = new ValleyGate(0.5, ANY, 0);
        assertEquals(50, gate.room(view(IDLE, 0, 256, 0, 1_000), new Slo(80, ANY)));
    }

    @Test
    void theStretchAndTheSlotsBoundToo() {
        assertEquals(25, new ValleyGate(1, 0.25, 4).room(view(IDLE, 0, 256, 0, 0), Slo.NONE));
        assertEquals(6, new ValleyGate(1, ANY, 4).room(view(IDLE, 0, 10, 0, 0), Slo.NONE));
        assertEquals(0, new ValleyGate(1, ANY, 4).room(view(IDLE, 0, 3, 0, 0), Slo.NONE));
    }

    @Test
    void nothingStartsWhileInteractiveWorkWaitsOrItsPromptsAreComputed() {
        ValleyGate gate = new ValleyGate(1, ANY, 0);
        assertEquals(0, gate.room(view(IDLE, 0, 256, 1, 0), Slo.NONE));
        assertEquals(0, gate.room(view(new StepContent(0, 5, 0), 0, 256, 0, 0), Slo.NONE));
    }

    @Test
    void figuresThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ValleyGate(1.1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ValleyGate(0.5, Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new ValleyGate(0.5, 0, -1));
    }

    private static ValleyGate.View view(
            StepContent interactive, int batch, int free, int waiting, int prompt) {
        return new ValleyGate.View(TIME, interactive, batch, free, waiting, 0, prompt);
    }
}
