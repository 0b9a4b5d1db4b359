package io.aifactory.languagemodel.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The numbers of one call where native code reads them. They stay valid until the next call, so a
 * method's result must not be a view of them. Not thread-safe.
 */
final class CallBuffers {
    private static final int LEAST_BYTES = 4096;

    private ByteBuffer integers = allocate(LEAST_BYTES);
    private ByteBuffer reals = allocate(LEAST_BYTES);

    ByteBuffer of(long[] values) {
        integers = room(integers, values.length);
        integers.asLongBuffer().put(values);
        return integers;
    }

    ByteBuffer of(double[] values) {
        reals = room(reals, values.length);
        reals.asDoubleBuffer().put(values);
        return reals;
    }

    /** Direct memory is released only when its buffer is collected, so one is used many times. */
    private static ByteBuffer room(ByteBuffer present, int values) {
        int bytes = Math.multiplyExact(Long.BYTES, values);
        return present.capacity() >= bytes
                ? present
                : allocate(Math.max(bytes, Math.multiplyExact(2, present.capacity())));
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
