package io.aifactory.inference.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.model.DeviceName;
import io.aifactory.inference.testing.RecordedEnd;
import io.aifactory.languagemodel.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessTest {
    @Test
    void anAnnouncementAppearsWholeAndReplacesAnOlderOne(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("worker.json");
        new Announcement(1, 2, 3).writeTo(file);
        new Announcement(41, 42, 43).writeTo(file);

        assertEquals("{\"pid\":41,\"grpcPort\":42,\"managementPort\":43}", Files.readString(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void theProcessEndsWhenItsParentDoes() throws IOException {
        RecordedEnd end = new RecordedEnd();
        Process parent = new ProcessBuilder("cat").start();
        try {
            ParentWatch.watch(parent.pid(), end);
            assertFalse(end.code().isDone());
        } finally {
            parent.destroyForcibly();
        }

        assertEquals(ExitCode.PARENT_GONE, end.code().join());
    }

    @Test
    void theProcessEndsAtOnceWhereItsParentIsGoneAlready() {
        RecordedEnd end = new RecordedEnd();
        ParentWatch.watch(Long.MAX_VALUE, end);

        assertEquals(ExitCode.PARENT_GONE, end.code().join());
    }

    @Test
    void exitCodesAreDistinct() {
        assertEquals(
                List.of(65, 69, 70), Stream.of(ExitCode.values()).map(ExitCode::status).toList());
    }

    @Test
    void onlyAFailureThatMayPassIsWorthAnotherStart() {
        assertEquals(
                ExitCode.MODEL_UNUSABLE,
                ExitCode.afterLoading(
                        new CompletionException(
                                new FactoryException(ErrorCode.CONTENT_DAMAGED, "damaged"))));
        assertEquals(
                ExitCode.DEVICE_FAILED,
                ExitCode.afterLoading(new FactoryException(ErrorCode.UNAVAILABLE, "later")));
        assertEquals(
                ExitCode.DEVICE_FAILED, ExitCode.afterLoading(new IllegalStateException("defect")));
    }

    @Test
    void devicesAreNamedAsPeopleWriteThem() {
        assertEquals(new Device.Cpu(3), DeviceName.parse("cpu", 3));
        assertEquals(new Device.Cuda(0), DeviceName.parse("cuda", 3));
        assertEquals(new Device.Cuda(2), DeviceName.parse("cuda:2", 3));
        assertEquals("cpu, 3 threads", DeviceName.of(new Device.Cpu(3)));
        assertEquals("cuda:2", DeviceName.of(new Device.Cuda(2)));
        assertThrows(IllegalArgumentException.class, () -> DeviceName.parse("tpu", 3));
    }
}
