package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.Precision;

/**
 * What a serving decoder's graph is put together from beside what its configuration asks for: the
 * same model computes differently on different devices.
 *
 * @param precision of weights and cache
 * @param products with matrices
 * @param attention over the slots
 * @param copies between processor and device
 * @param adapters whether any stand beside the weights
 */
record DecoderForm(
        Precision precision,
        Products products,
        SlotAttention attention,
        Copies copies,
        boolean adapters) {
    private static final int FLASH_MULTIPLE = 8;
    private static final int FLASH_LARGEST = 256;

    /** How matrices are kept and multiplied. */
    enum Products {
        /** As they are, by operators that a processor has. */
        PLAIN,
        /** In the blocks that a processor's products read fastest. */
        PACKED,
        /** As they are; int8 and int4 are widened for every product: works on every device. */
        WIDENED,
        /** As {@link #WIDENED}, but int4 in the tiles of tensor cores. */
        TILED
    }

    /** How tokens attend to what is in the slots. */
    enum SlotAttention {
        /** Padded to the longest sequence of a kind, with masks. */
        MASKED,
        /** All sequences of a step in one call, with their own lengths. */
        FLASH
    }

    /** How numbers get to the device, and results back. */
    enum Copies {
        /** When they are asked for: the processor is the device, or waits for it. */
        AT_ONCE,
        /** In the order of what the device has to do, while the processor goes on. */
        QUEUED
    }

    /**
     * Which kernels of its own a CUDA device was found to compute correctly with.
     *
     * @param flash attention of sequences of different lengths
     * @param int4 products with int4 in tiles
     */
    record CudaKernels(boolean flash, boolean int4) {}

    /** On a processor that packs nothing. */
    static DecoderForm plain(Precision precision) {
        return new DecoderForm(
                precision, Products.PLAIN, SlotAttention.MASKED, Copies.AT_ONCE, false);
    }

    /** The fastest form on a CUDA device that computes correctly there. */
    static DecoderForm onCuda(
            ModelConfig config, Precision precision, boolean adapters, CudaKernels kernels) {
        int head = config.headSize();
        boolean flash =
                kernels.flash()
                        && precision.computesInBfloat16()
                        && config.style().attention().cap() == 0
                        && head % FLASH_MULTIPLE == 0
                        && head <= FLASH_LARGEST;
        boolean tiled = kernels.int4() && precision == Precision.INT4;
        return new DecoderForm(
                precision,
                tiled ? Products.TILED : Products.WIDENED,
                flash ? SlotAttention.FLASH : SlotAttention.MASKED,
                Copies.QUEUED,
                adapters);
    }
}
