package io.aifactory.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The password of the database's only user, in a file that only its owner reads. Durable before the
 * database that it opens is made.
 */
final class PasswordFile {
    private static final int RANDOM_BYTES = 18;

    private PasswordFile() {}

    static Path under(Path root) {
        return root.resolve("password");
    }

    /**
     * The password, chosen where there is none.
     *
     * @param databaseExists then a lost password cannot be replaced
     * @throws PostgresException if the database exists and its password is lost
     */
    static String read(Path root, boolean databaseExists) throws IOException {
        Path file = under(root);
        String kept = Files.exists(file) ? Files.readString(file).strip() : "";
        if (!kept.isEmpty()) {
            return kept;
        }
        if (databaseExists) {
            throw new PostgresException(
                    "the password of the database in "
                            + root
                            + " is lost: its file 'password' is missing or empty. Bring it back"
                            + " from a backup, or choose another --home (AIFACTORY_HOME) for a new"
                            + " database");
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String chosen = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        write(root, file, chosen);
        return chosen;
    }

    private static void write(Path root, Path file, String password) throws IOException {
        boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path fresh = root.resolve("password.new");
        Files.deleteIfExists(fresh);
        FileAttribute<?>[] onlyTheOwner =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(fresh, onlyTheOwner);
        try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            out.write(StandardCharsets.UTF_8.encode(password));
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        if (posix) {
            try (FileChannel folder = FileChannel.open(root, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }
}
