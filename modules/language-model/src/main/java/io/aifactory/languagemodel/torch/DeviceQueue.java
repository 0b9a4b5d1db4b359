package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;

/**
 * What a device has been given to do, in its order. Reading a result of a device waits for all that
 * it has been given; a mark is behind that result and before what is given later. Not thread-safe.
 */
interface DeviceQueue extends AutoCloseable {
    /** A place in the queue. */
    interface Mark extends AutoCloseable {
        /** Waits until the device has come so far. */
        void await();

        @Override
        void close();
    }

    /** Behind all that has been given so far. */
    Mark mark();

    @Override
    void close();

    /** Of libtorch's default stream on a device; on a processor all is done when a call returns. */
    static DeviceQueue of(Device device) {
        return switch (device) {
            case Device.Cpu _ -> new NothingQueued();
            case Device.Cuda(int index) -> new CudaQueue(CudaQueue.driver(), index);
        };
    }

    /** Nothing waits to be done. */
    final class NothingQueued implements DeviceQueue {
        @Override
        public Mark mark() {
            return new Mark() {
                @Override
                public void await() {
                    // done already
                }

                @Override
                public void close() {
                    // holds nothing
                }
            };
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
