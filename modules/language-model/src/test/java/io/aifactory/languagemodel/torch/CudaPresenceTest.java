package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.inference.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

class CudaPresenceTest {
    @TempDir Path libtorch;

    @Test
    void aMachineWithoutDevicesSaysSo() {
        assertEquals(
                "cuda:0: no CUDA device. The NVIDIA driver was not found, or has no device for this"
                        + " process. Use the device cpu, or see docs/gpu.md.",
                refused(0, 0));
    }

    @Test
    void anIndexBehindTheLastDeviceIsNamed() {
        assertEquals(
                "cuda:2: no such CUDA device. This process sees 2, the last is cuda:1.",
                refused(2, 2));
    }

    @Test
    void aLibtorchOfProcessorsIsNamed() throws IOException {
        assertEquals(
                "cuda:0: the libtorch in "
                        + libtorch
                        + " computes on processors only. Set PYTORCH_LIBRARY_PATH to one for CUDA, as"
                        + " docs/gpu.md says.",
                refused(0, 1));
        Files.createFile(libtorch.resolve("libtorch_cuda.so"));
        assertDoesNotThrow(() -> CudaPresence.require(new Device.Cuda(0), 1, libtorch));
    }

    @Test
    void withoutADriverThereIsNoDevice() {
        assertEquals(0, CudaDriver.devices("libnone.so.1"));
    }

    @Test
    void testsOnADeviceThatIsNotThereAreSkipped() {
        ConditionEvaluationResult skipped = OnDevice.Present.present(new Device.Cuda(0), 0);
        assertTrue(skipped.isDisabled());
        assertEquals("no CUDA device", skipped.getReason().orElseThrow());
        assertFalse(OnDevice.Present.present(new Device.Cuda(0), 1).isDisabled());
        assertFalse(OnDevice.Present.present(new Device.Cpu(1), 0).isDisabled());
        assertEquals(new Device.Cuda(3), OnDevice.Chosen.parse("cuda:3"));
    }

    private String refused(int index, int present) {
        Device.Cuda device = new Device.Cuda(index);
        return String.valueOf(
                assertThrows(
                                EngineException.class,
                                () -> CudaPresence.require(device, present, libtorch))
                        .getMessage());
    }
}
