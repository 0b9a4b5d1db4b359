package io.aifactory.storage;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Child process: writes one blob and, at the named step, says so and waits to be killed. Arguments:
 * root, step, content.
 */
final class StoppingWriter {
    private StoppingWriter() {}

    public static void main(String[] arguments) {
        WriteStep stop = WriteStep.valueOf(arguments[1]);
        FaultPoint waiting =
                step -> {
                    if (step == stop) {
                        System.out.println("at " + step);
                        awaitDeath();
                    }
                };
        new FileBlobStore(Path.of(arguments[0]), 0, waiting).put(StoreFiles.bytes(arguments[2]));
    }

    private static void awaitDeath() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
