package io.aifactory.factory.supervision;

/** Where a worker that was given a device computes. */
public sealed interface WorkerDevice {
    /** As it is configured and shown: {@code cpu}, {@code cuda:1}. */
    String label();

    /** The processor; CUDA is hidden from the worker. */
    record Processor() implements WorkerDevice {
        @Override
        public String label() {
            return "cpu";
        }
    }

    /**
     * A CUDA device. The worker sees this one alone, and therefore as {@code cuda:0}: nothing in
     * its process can take memory of another by mistake, and a device that is lost is nobody
     * else's.
     *
     * @param index among the devices of this factory, as {@code nvidia-smi} numbers them
     * @param selector what {@code CUDA_VISIBLE_DEVICES} takes for it; a UUID where the driver could
     *     be asked, because CUDA may number devices in another order than the driver
     */
    record Cuda(int index, String selector) implements WorkerDevice {
        @Override
        public String label() {
            return "cuda:" + index;
        }
    }
}
