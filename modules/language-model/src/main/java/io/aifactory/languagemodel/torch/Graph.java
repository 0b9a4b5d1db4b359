package io.aifactory.languagemodel.torch;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A program of named methods on one device, with the tensors it works on. Numbers go in as two flat
 * arrays, tensors as lists that live on the device; each call is one native call. Everything made
 * here is released by {@link #close}. Not thread-safe: the thread that opened it owns it.
 */
interface Graph extends AutoCloseable {
    /** A tensor on the device; its content is only reachable through the graph. */
    interface Tensor extends AutoCloseable {
        @Override
        void close();
    }

    /** An ordered list of tensors, prepared once for many calls. */
    interface Tensors extends AutoCloseable {
        /** Releases the list, not its tensors. */
        @Override
        void close();
    }

    /**
     * The bytes as a tensor, without a copy where the device is the processor: the memory must stay
     * valid until the tensor is closed.
     *
     * @param bytes direct buffer
     */
    Tensor bytes(ByteBuffer bytes);

    Tensors list(List<Tensor> tensors);

    /** Calls a method and keeps the tensor it returns. */
    Tensor create(String method, long[] integers, double[] reals, Tensors... lists);

    /** Calls a method that returns a vector of float64. */
    double[] compute(String method, long[] integers, double[] reals, Tensors... lists);

    /**
     * Calls a method that returns a vector of float64 and leaves it to the device to have it ready
     * later, in the order of what it has been given.
     */
    Pending begin(String method, long[] integers, double[] reals, Tensors... lists);

    /** What a device has been given to compute. */
    interface Pending {
        /** Waits for it; to be called once. */
        double[] numbers();
    }

    /**
     * Calls a method that returns a vector of float32.
     *
     * @return its bytes in native order, a copy
     */
    ByteBuffer read(String method, long[] integers, double[] reals, Tensors... lists);

    /** Tensors and lists that are open: what the native side keeps for Java. */
    int handles();

    @Override
    void close();
}
