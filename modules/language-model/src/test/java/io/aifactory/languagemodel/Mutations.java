package io.aifactory.languagemodel;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Feeds mutated headers to a parser: each is refused with a typed error or accepted, nothing else
 * may happen, and no parse may allocate more than a bound. The same seed gives the same headers.
 */
public final class Mutations {
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        0x7F,
        0xFF,
        0x7FFF,
        0xFFFF,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFFFFFFL,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        100_000_000,
        64 << 20
    };

    private final Random random;
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Most bytes that one parse allocated. */
    private long most;

    private int refused;

    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    public long most() {
        return most;
    }

    public int refused() {
        return refused;
    }

    /**
     * @param valid a whole file
     * @param headerBytes mutations fall into so many first bytes
     * @param parser reads a file and checks what it accepts
     */
    public void run(int count, byte[] valid, int headerBytes, Consumer<MemorySegment> parser) {
        // loads the classes, which a coverage agent makes expensive
        parser.accept(MemorySegment.ofArray(valid).asReadOnly());
        for (int i = 0; i < count; i++) {
            byte[] mutated = mutate(valid, headerBytes);
            MemorySegment file = MemorySegment.ofArray(mutated).asReadOnly();
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                parser.accept(file);
            } catch (ModelFormatException expected) {
                refused++;
            }
            most = Math.max(most, threads.getCurrentThreadAllocatedBytes() - before);
        }
    }

    private byte[] mutate(byte[] valid, int headerBytes) {
        byte[] bytes = valid.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int limit = Math.min(headerBytes, bytes.length);
            if (limit == 0) {
                return bytes;
            }
            int at = random.nextInt(limit);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> number(bytes, at, EXTREMES[random.nextInt(EXTREMES.length)]);
                case 3 -> number(bytes, at, random.nextLong() >>> random.nextInt(64));
                case 4 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 5 -> bytes = splice(bytes, at, random.nextInt(40), random.nextInt(40));
                default -> copy(bytes, at, limit);
            }
        }
        return bytes;
    }

    /** A number where one may stand: 1, 4 or 8 bytes. */
    private void number(byte[] bytes, int at, long value) {
        int width = new int[] {1, 4, 8}[random.nextInt(3)];
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** Some bytes fewer or more. */
    private byte[] splice(byte[] bytes, int at, int out, int in) {
        int tail = Math.min(bytes.length, at + out);
        byte[] spliced = new byte[at + in + bytes.length - tail];
        System.arraycopy(bytes, 0, spliced, 0, at);
        for (int i = 0; i < in; i++) {
            spliced[at + i] = (byte) random.nextInt();
        }
        System.arraycopy(bytes, tail, spliced, at + in, bytes.length - tail);
        return spliced;
    }

    /** Repeats a part of the header elsewhere in it. */
    private void copy(byte[] bytes, int from, int limit) {
        int to = random.nextInt(limit);
        int length = Math.min(random.nextInt(64), bytes.length - Math.max(from, to));
        System.arraycopy(bytes, from, bytes, to, length);
    }
}
