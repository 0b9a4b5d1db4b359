package io.aifactory.ingestion.source;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DataSource;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files and folders of this machine. Hidden files and folders are left out, links inside a folder
 * are not followed; files come in the order of their paths.
 */
final class LocalFiles {
    private static final int CHUNK = 1 << 16;

    private final SourceLimits limits;
    private final Runnable cancellation;

    LocalFiles(SourceLimits limits, Runnable cancellation) {
        this.limits = limits;
        this.cancellation = cancellation;
    }

    ResolvedSource find(String uri, Path path) {
        String name = path.getFileName() == null ? uri : path.getFileName().toString();
        try {
            List<FoundFile> files =
                    Files.isDirectory(path)
                            ? folder(uri, path)
                            : List.of(file(path, name, Optional.empty()));
            long bytes = files.stream().mapToLong(FoundFile::bytes).sum();
            Digest digest = Files.isDirectory(path) ? digest(files) : files.getFirst().digest();
            return new ResolvedSource(
                    new DataSource(name, digest, "unknown", bytes), Set.of(), () -> files);
        } catch (IOException e) {
            throw Unreadable.because(uri, "", e);
        }
    }

    FoundFile file(Path path, String name, Optional<String> entry) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new java.nio.file.NoSuchFileException(name);
        }
        return new FoundFile(name, path, digest(path, cancellation), Files.size(path), entry);
    }

    static Digest digest(Path file, Runnable cancellation) throws IOException {
        MessageDigest sha256 = Digest.newMessageDigest();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                cancellation.run();
                sha256.update(chunk, 0, n);
            }
        }
        return Digest.ofRaw(sha256.digest());
    }

    private List<FoundFile> folder(String uri, Path root) throws IOException {
        Path base = root.toRealPath();
        List<Path> paths = new ArrayList<>();
        Files.walkFileTree(
                base,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                        return isHidden(folder) && !folder.equals(base)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        cancellation.run();
                        if (attributes.isRegularFile() && !isHidden(file)) {
                            paths.add(file);
                            requireFew(uri, paths.size());
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        List<FoundFile> files = new ArrayList<>(paths.size());
        for (Path path : paths) {
            String name = base.relativize(path).toString().replace('\\', '/');
            try {
                files.add(file(path, name, Optional.empty()));
            } catch (IOException e) {
                throw Unreadable.because(uri, name, e);
            }
        }
        files.sort(Comparator.comparing(FoundFile::name));
        return List.copyOf(files);
    }

    private void requireFew(String uri, int files) {
        if (files > limits.maxFiles()) {
            throw new FactoryException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Source '"
                            + uri
                            + "' has more than "
                            + limits.maxFiles()
                            + " files; give a smaller folder or raise"
                            + " aifactory.ingestion.max-source-files.");
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }

    /** A folder is the sorted list of its files: a line of digest and name each. */
    private static Digest digest(List<FoundFile> files) {
        MessageDigest sha256 = Digest.newMessageDigest();
        for (FoundFile file : files) {
            sha256.update(
                    (file.digest() + " " + file.name() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Digest.ofRaw(sha256.digest());
    }
}
