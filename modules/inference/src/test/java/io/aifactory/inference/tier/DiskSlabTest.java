package io.aifactory.inference.tier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.BlockHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSlabTest {
    private static final BlockHash NAME = new BlockHash(1, 2);
    private static final byte[] TEXT =
            "what a tenant has asked".repeat(4).getBytes(StandardCharsets.UTF_8);
    private static final int BYTES = TEXT.length;

    @TempDir Path folder;

    @Test
    void aBlockComesBackAsItWasAndCannotBeReadInTheFile() throws IOException {
        Path file = folder.resolve("blocks");
        try (DiskSlab disk = on(file)) {
            disk.write(2, NAME, ByteBuffer.wrap(TEXT));
            disk.write(0, new BlockHash(3, 4), ByteBuffer.wrap(new byte[BYTES]));

            assertArrayEquals(TEXT, read(disk, 2, NAME));
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertFalse(content.contains("tenant"));
            byte[] stored = Files.readAllBytes(file);
            disk.write(2, NAME, ByteBuffer.wrap(TEXT));
            assertFalse(Arrays.equals(stored, Files.readAllBytes(file)), "a nonce was used twice");
        }
    }

    @Test
    void whatWasDamagedExchangedOrCutIsNoticed() throws IOException {
        Path file = folder.resolve("blocks");
        try (DiskSlab disk = on(file)) {
            disk.write(0, NAME, ByteBuffer.wrap(TEXT));
            disk.write(1, NAME, ByteBuffer.wrap(TEXT));
            byte[] stored = Files.readAllBytes(file);

            overwrite(file, 7, new byte[] {(byte) (stored[7] ^ 1)});
            assertEquals("the block is damaged", refused(disk, 0, NAME));
            overwrite(file, 0, Arrays.copyOfRange(stored, stored.length / 2, stored.length));
            assertEquals("the block is damaged", refused(disk, 0, NAME));
            overwrite(file, 0, stored);
            assertEquals("the block is damaged", refused(disk, 0, new BlockHash(1, 3)));
            assertArrayEquals(TEXT, read(disk, 0, NAME));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(stored.length - 1);
            }
            assertEquals("the file has been cut", refused(disk, 1, NAME));
        }
    }

    @Test
    void theFileIsGoneWhenItIsClosed() throws IOException {
        try (DiskSlab disk = DiskSlab.in(folder.resolve("new"), 4, BYTES)) {
            disk.write(3, NAME, ByteBuffer.wrap(TEXT));
            assertArrayEquals(TEXT, read(disk, 3, NAME));
        }

        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aFolderThatCannotBeUsedIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        FactoryException error =
                assertThrows(FactoryException.class, () -> DiskSlab.in(file, 4, BYTES));

        assertEquals(ErrorCode.UNAVAILABLE, error.code());
        assertEquals(
                "The file of the disk pool cannot be made in "
                        + file
                        + ": see aifactory.inference.disk-pool and disk-pool-folder.",
                error.message());
    }

    private static DiskSlab on(Path file) throws IOException {
        return new DiskSlab(
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                4,
                BYTES);
    }

    private static byte[] read(DiskSlab disk, int place, BlockHash name) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BYTES);
        disk.read(place, name, block);
        return block.array();
    }

    private static String refused(DiskSlab disk, int place, BlockHash name) {
        return String.valueOf(
                assertThrows(IOException.class, () -> read(disk, place, name)).getMessage());
    }

    private static void overwrite(Path file, long position, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }
}
