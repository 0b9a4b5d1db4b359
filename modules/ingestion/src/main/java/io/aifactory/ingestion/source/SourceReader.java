package io.aifactory.ingestion.source;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads the files of a source and gives its candidates, in an order that depends on nothing else.
 */
public final class SourceReader {
    private final ReadingRules rules;
    private final SourceLimits limits;
    private final Runnable cancellation;

    public SourceReader(ReadingRules rules, SourceLimits limits, Runnable cancellation) {
        this.rules = rules;
        this.limits = limits;
        this.cancellation = cancellation;
    }

    /**
     * Reads everything.
     *
     * @param progress told how many more bytes of the source's files were read
     * @throws FactoryException {@code SOURCE_UNREADABLE} if a file is damaged, vanished or is no
     *     longer what was found; {@code LIMIT_EXCEEDED} if it expands too far
     */
    public void read(ResolvedSource source, Candidate.Sink sink, LongConsumer progress) {
        DocumentReader documents =
                new DocumentReader(rules, source.languages(), cancellation, sink);
        String uri = source.data().uri();
        for (FoundFile file : source.files().get()) {
            cancellation.run();
            try {
                if (FileFormat.of(file.name()) == FileFormat.ARCHIVE) {
                    archive(uri, file, documents, sink, progress);
                } else {
                    single(uri, file, documents, progress);
                }
            } catch (IOException e) {
                throw Unreadable.because(uri, file.name(), e);
            }
        }
    }

    private void single(String uri, FoundFile file, DocumentReader documents, LongConsumer progress)
            throws IOException {
        MessageDigest sha256 = Digest.newMessageDigest();
        try (InputStream raw =
                new DigestInputStream(
                        new BufferedInputStream(
                                new CountedInput(Files.newInputStream(file.file()), progress),
                                1 << 16),
                        sha256)) {
            content(file.name(), raw, budget(uri, file), documents);
            raw.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (!Arrays.equals(
                sha256.digest(), java.util.HexFormat.of().parseHex(file.digest().hex()))) {
            throw Unreadable.changed(uri, file.name());
        }
    }

    private void archive(
            String uri,
            FoundFile file,
            DocumentReader documents,
            Candidate.Sink sink,
            LongConsumer progress)
            throws IOException {
        BoundedInput.Budget budget = budget(uri, file);
        try (ZipFile zip = new ZipFile(file.file().toFile())) {
            for (ZipEntry entry : entries(uri, file, zip)) {
                cancellation.run();
                String path = file.name() + "!" + entry.getName();
                if (isUnsafe(entry.getName())) {
                    sink.accept(
                            new Candidate.Unusable(
                                    path, 0, Rejection.UNSAFE_NAME, "has an unsafe name"));
                    continue;
                }
                try (InputStream in = new BoundedInput(zip.getInputStream(entry), budget)) {
                    content(path, in, budget, documents);
                }
                progress.accept(Math.max(0, entry.getCompressedSize()));
            }
        }
        if (!LocalFiles.digest(file.file(), cancellation).equals(file.digest())) {
            throw Unreadable.changed(uri, file.name());
        }
    }

    private List<ZipEntry> entries(String uri, FoundFile file, ZipFile zip) {
        if (zip.size() > limits.maxFiles()) {
            throw new FactoryException(
                    ErrorCode.LIMIT_EXCEEDED,
                    Unreadable.place(uri, file.name())
                            + " has more than "
                            + limits.maxFiles()
                            + " entries (aifactory.ingestion.max-source-files).");
        }
        List<ZipEntry> entries = new ArrayList<>(Collections.list(zip.entries()));
        entries.removeIf(ZipEntry::isDirectory);
        file.entry().ifPresent(only -> entries.removeIf(e -> !e.getName().equals(only)));
        entries.sort(Comparator.comparing(ZipEntry::getName));
        return entries;
    }

    private void content(
            String path, InputStream in, BoundedInput.Budget budget, DocumentReader documents)
            throws IOException {
        FileFormat format = FileFormat.of(path);
        if (format == FileFormat.GZIP) {
            FileFormat inner = FileFormat.of(path.substring(0, path.length() - ".gz".length()));
            documents.read(path, inner, new BoundedInput(new GZIPInputStream(in, 1 << 16), budget));
        } else {
            documents.read(path, format, in);
        }
    }

    private BoundedInput.Budget budget(String uri, FoundFile file) {
        return new BoundedInput.Budget(Unreadable.place(uri, file.name()), file.bytes(), limits);
    }

    /** Nothing is written under the name; it is still not one that documents should carry. */
    private static boolean isUnsafe(String name) {
        return name.startsWith("/")
                || name.contains("\\")
                || name.indexOf('\0') >= 0
                || List.of(name.split("/")).contains("..");
    }
}
