package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.inference.EngineException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TorchSelfCheckTest {
    @Test
    void libtorchIsThePinnedOneAndComputesCorrectly() {
        TorchSelfCheck.Report report = TorchSelfCheck.run(new Device.Cpu(1));

        assertEquals("2.7.1", report.libtorch());
        assertTrue(report.gigaflops() > 0.01, report.toString());
        assertTrue(report.maximumRelativeError() < 1e-5, report.toString());
    }

    /** The libtorch of the test class path is the processor's. */
    @Test
    void aLibtorchWithoutCudaIsNotTakenForOneThatComputesOnADevice() {
        assertThrows(EngineException.class, () -> TorchSelfCheck.run(new Device.Cuda(0)));
    }

    @Test
    void nothingIsDownloadedOrReported() {
        TorchRuntime.version();
        assertEquals("true", System.getProperty("ai.djl.offline"));
        assertEquals("true", System.getProperty("OPT_OUT_TRACKING"));
        assertEquals("false", System.getProperty("ai.djl.pytorch.graph_optimizer"));
    }

    @Test
    void aVirtualThreadCannotOwnAnEngine() throws InterruptedException {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread thread =
                Thread.ofVirtual()
                        .start(() ->
                                thrown.add(
                                        assertThrows(
                                                IllegalStateException.class,
                                                () -> TorchRuntime.open(new Device.Cpu(1)))));
        thread.join();
        assertEquals(1, thrown.size());
        try (NDManager manager = TorchRuntime.open(new Device.Cpu(1))) {
            assertTrue(manager.isOpen());
        }
    }
}
