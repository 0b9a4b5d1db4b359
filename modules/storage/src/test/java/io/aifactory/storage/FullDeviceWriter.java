package io.aifactory.storage;

import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Child process: fills a small device, then reports what happened and what is visible. Argument:
 * root.
 */
final class FullDeviceWriter {
    private FullDeviceWriter() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        FileBlobStore store = new FileBlobStore(root, 0);
        store.put(new byte[1 << 20]);
        try {
            store.put(new byte[12 << 20]);
            System.out.println("published");
        } catch (FactoryException e) {
            System.out.println(e.code());
        }
        System.out.println("blobs " + StoreFiles.blobs(root).size());
        System.out.println("temporary " + StoreFiles.temporary(root).size());
        store.put(StoreFiles.bytes("small"));
        System.out.println("goes on");
    }
}
