package io.aifactory.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Locale;

/** Folders whose entries survive a power cut. */
final class Folders {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private Folders() {}

    /** Returns when the names in this folder have reached the device. */
    static void force(Path folder) throws IOException {
        if (WINDOWS) {
            return; // has no such operation; NTFS journals its names
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes this folder and those above it, durably. */
    static void create(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (!Files.isDirectory(folder)) {
            if (parent != null) {
                create(parent);
            }
            Files.createDirectories(folder);
        }
        if (parent != null) {
            force(parent);
        }
    }

    /** Makes the 256 folders {@code 00} to {@code ff}, durably. */
    static void createFanOut(Path parent) throws IOException {
        create(parent);
        for (int i = 0; i < 256; i++) {
            Files.createDirectories(parent.resolve(HexFormat.of().toHexDigits((byte) i)));
        }
        force(parent);
    }
}
