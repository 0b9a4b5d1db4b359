package io.aifactory.languagemodel;

/** Where an engine computes. */
public sealed interface Device {
    /** The processor, with so many threads for one operation. */
    record Cpu(int threads) implements Device {
        public Cpu {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, not " + threads);
            }
        }
    }

    /** An NVIDIA device, by its CUDA index. */
    record Cuda(int index) implements Device {}
}
