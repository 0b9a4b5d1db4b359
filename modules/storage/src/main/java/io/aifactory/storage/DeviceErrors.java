package io.aifactory.storage;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a failed operation on the device means to the caller. */
final class DeviceErrors {
    /** POSIX ENOSPC and EDQUOT, and Windows' ERROR_DISK_FULL, in their English wording. */
    private static final List<String> FULL =
            List.of("no space left", "quota exceeded", "not enough space", "disk full");

    /** The wording may be translated; then a device with less room than this counts as full. */
    private static final long NO_ROOM_BYTES = 1 << 20;

    private DeviceErrors() {}

    /** An operation on the device. */
    @FunctionalInterface
    interface Operation<T> {
        T run() throws IOException;
    }

    /** An operation on the device that only has an effect. */
    @FunctionalInterface
    interface Effect {
        void run() throws IOException;
    }

    /**
     * Writes under this folder.
     *
     * @throws FactoryException {@code STORAGE_FULL} or {@code UNAVAILABLE} instead of an
     *     IOException
     */
    static <T> T writing(Path folder, Operation<T> operation) {
        try {
            return operation.run();
        } catch (IOException e) {
            throw whileWriting(folder, e);
        }
    }

    /** The same for an operation without a result. */
    static void writing(Path folder, Effect effect) {
        try {
            effect.run();
        } catch (IOException e) {
            throw whileWriting(folder, e);
        }
    }

    /** The error to report when reading has failed for another reason than absence. */
    static FactoryException whileReading(IOException failure) {
        return new FactoryException(
                ErrorCode.UNAVAILABLE, "The storage cannot be read; see the log.", failure);
    }

    private static FactoryException whileWriting(Path folder, IOException failure) {
        if (saysFull(failure) || hasNoRoom(folder)) {
            return new FactoryException(
                    ErrorCode.STORAGE_FULL,
                    "The device that holds the storage is full; free some space and try again.",
                    failure);
        }
        return new FactoryException(
                ErrorCode.UNAVAILABLE, "The storage cannot be written; see the log.", failure);
    }

    private static boolean saysFull(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return FULL.stream().anyMatch(text::contains);
    }

    private static boolean hasNoRoom(Path folder) {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace() < NO_ROOM_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
