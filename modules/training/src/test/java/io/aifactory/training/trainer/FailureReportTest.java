package io.aifactory.training.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.training.protocol.TrainerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FailureReportTest {
    @Test
    void aKnownErrorKeepsItsWords() {
        assertEquals(
                new TrainerEvent.Failed(ErrorCode.CONTENT_DAMAGED, "shard 3", false),
                FailureReport.of(new FactoryException(ErrorCode.CONTENT_DAMAGED, "shard 3")));
    }

    @Test
    void aFullDiskIsRecognised() {
        TrainerEvent.Failed report =
                FailureReport.of(
                        new UncheckedIOException(
                                new IOException("/secret/path: No space left on device")));

        assertEquals(ErrorCode.STORAGE_FULL, report.code());
        assertTrue(report.retryable());
        assertFalse(report.message().contains("secret"));
    }

    @Test
    void aDefectLeaksNothingAndMayBeTriedAgain() {
        TrainerEvent.Failed report = FailureReport.of(new IllegalStateException("at 0xdeadbeef"));

        assertEquals(ErrorCode.TRAINING_FAILED, report.code());
        assertTrue(report.retryable());
        assertFalse(report.message().contains("0xdeadbeef"));
    }
}
