package io.aifactory.storage;

import io.aifactory.contracts.Digest;
import java.nio.file.Path;

/**
 * Child process: writes blobs {@code 0 … count-1} of {@link #content} and prints each digest once
 * the write is acknowledged. Arguments: root, count.
 */
final class BusyWriter {
    private BusyWriter() {}

    public static void main(String[] arguments) {
        FileBlobStore store = new FileBlobStore(Path.of(arguments[0]), 0);
        int count = Integer.parseInt(arguments[1]);
        for (int i = 0; i < count; i++) {
            Digest digest = store.put(content(i));
            System.out.println(digest);
        }
    }

    /** 40 kB that differ from blob to blob. */
    static byte[] content(int number) {
        byte[] content = new byte[40_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (31 * number + i / 7);
        }
        content[0] = (byte) number;
        content[1] = (byte) (number >> 8);
        return content;
    }
}
