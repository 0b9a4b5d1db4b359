package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.inference.EngineException;
import java.nio.file.Path;

/** Says why a CUDA device cannot be computed on, before libtorch says it in its own words. */
final class CudaPresence {
    private CudaPresence() {}

    /**
     * @param present CUDA devices that this process may use
     * @param libtorch folder of the one that is loaded
     * @throws EngineException if the device is not there, or libtorch is of processors only
     */
    static void require(Device.Cuda device, int present, Path libtorch) {
        String name = "cuda:" + device.index();
        if (present == 0) {
            throw new EngineException(
                    name
                            + ": no CUDA device. The NVIDIA driver was not found, or has no device"
                            + " for this process. Use the device cpu, or see docs/gpu.md.");
        }
        if (device.index() >= present) {
            throw new EngineException(
                    "%s: no such CUDA device. This process sees %d, the last is cuda:%d."
                            .formatted(name, present, present - 1));
        }
        if (!OwnLibtorch.computesOnCuda(libtorch)) {
            throw new EngineException(
                    ("%s: the libtorch in %s computes on processors only. Set %s to one for CUDA, as"
                                    + " docs/gpu.md says.")
                            .formatted(name, libtorch, OwnLibtorch.PATH));
        }
    }
}
