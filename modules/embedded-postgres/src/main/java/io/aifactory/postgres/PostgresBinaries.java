package io.aifactory.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once from the class path into {@code runtime/}. */
record PostgresBinaries(Path directory) {
    private static final String COMPLETE = ".complete";

    /**
     * Unpacks the programs unless an earlier start has done so. An interrupted unpacking is never
     * used: the marker file is written last, into a folder that is renamed into place.
     */
    static PostgresBinaries unpackedUnder(Path root) {
        Path runtime = root.resolve("runtime");
        String archive = archiveName();
        try {
            if (!Files.exists(runtime.resolve(COMPLETE))) {
                deleteTree(runtime);
                Path partial = Files.createTempDirectory(root, "runtime-");
                unpack(archive, partial);
                Files.writeString(partial.resolve(COMPLETE), archive);
                openForOthers(partial);
                Files.move(partial, runtime, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new PostgresException(
                    "cannot unpack the database programs into " + runtime + ": " + e.getMessage(),
                    e);
        }
        return new PostgresBinaries(runtime);
    }

    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    private static String archiveName() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.contains("linux") ? "linux" : os.contains("mac") ? "darwin" : "windows";
        String architecture =
                switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> System.getProperty("os.arch");
                };
        return "postgres-" + system + "-" + architecture + ".txz";
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (InputStream packed =
                PostgresBinaries.class.getClassLoader().getResourceAsStream(archive)) {
            if (packed == null) {
                throw new PostgresException(
                        "no embedded PostgreSQL for this platform ("
                                + archive
                                + " is not on the class path); set QUARKUS_DATASOURCE_JDBC_URL,"
                                + " QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD to"
                                + " use your own server");
            }
            var tar =
                    new TarArchiveInputStream(
                            new XZInputStream(new BufferedInputStream(packed, 1 << 16)));
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpackEntry(tar, entry, target);
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
            throws IOException {
        Path file = inside(target, target.resolve(entry.getName()), entry);
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Path folder = file.resolveSibling("");
        Files.createDirectories(folder);
        if (entry.isSymbolicLink()) {
            Path link = Path.of(entry.getLinkName());
            inside(target, folder.resolve(link), entry);
            Files.createSymbolicLink(file, link);
        } else if (entry.isFile()) {
            Files.copy(tar, file);
        }
    }

    private static Path inside(Path target, Path file, TarArchiveEntry entry) {
        Path normal = file.normalize();
        if (!normal.startsWith(target)) {
            throw new PostgresException(
                    "the database archive is damaged: '"
                            + entry.getName()
                            + "' points outside of it");
        }
        return normal;
    }

    /** Another user may run the programs; only their owner may change them. */
    private static void openForOthers(Path tree) throws IOException {
        if (!tree.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        var executable = PosixFilePermissions.fromString("rwxr-xr-x");
        var readable = PosixFilePermissions.fromString("rw-r--r--");
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isSymbolicLink(file)) {
                    continue;
                }
                boolean runs = Files.isDirectory(file) || file.startsWith(tree.resolve("bin"));
                Files.setPosixFilePermissions(file, runs ? executable : readable);
            }
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
