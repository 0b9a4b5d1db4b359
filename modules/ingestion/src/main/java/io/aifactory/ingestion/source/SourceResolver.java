package io.aifactory.ingestion.source;

import io.aifactory.contracts.dataset.DataSource;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Turns names of sources into files with digests. */
public final class SourceResolver {
    private final ArtifactResolver artifacts;
    private final SourceLimits limits;
    private final boolean localAllowed;
    private final Path folder;
    private final Runnable cancellation;
    private int resolved;

    /**
     * @param localAllowed whether files and folders of this machine may be read
     * @param folder for what has to be brought here; exists and is removed by the caller
     * @param cancellation throws when the work is to stop
     */
    public SourceResolver(
            ArtifactResolver artifacts,
            SourceLimits limits,
            boolean localAllowed,
            Path folder,
            Runnable cancellation) {
        this.artifacts = artifacts;
        this.limits = limits;
        this.localAllowed = localAllowed;
        this.folder = folder;
        this.cancellation = cancellation;
    }

    /**
     * Finds the files of a source.
     *
     * @throws FactoryException {@code SOURCE_UNREADABLE} if it is missing or cannot be read, {@code
     *     UNSUPPORTED} if local sources are switched off
     */
    public ResolvedSource resolve(SourceUri uri) {
        return switch (uri) {
            case SourceUri.Local local -> local(local);
            case SourceUri.Maven maven -> maven(maven);
            case SourceUri.Europarl _ ->
                    new ResolvedSource(
                            EuroparlSample.TEXT,
                            Set.copyOf(EuroparlSample.LANGUAGES),
                            () -> List.of(europarl()));
        };
    }

    private ResolvedSource local(SourceUri.Local local) {
        requireLocalAllowed(localAllowed);
        return new LocalFiles(limits, cancellation).find(local.text(), local.path());
    }

    /** Refuses local sources where they are switched off. */
    public static void requireLocalAllowed(boolean allowed) {
        if (!allowed) {
            throw new FactoryException(
                            ErrorCode.UNSUPPORTED,
                            "Files and folders of the factory's machine are switched off as"
                                    + " sources (aifactory.ingestion.local-sources-enabled).")
                    .withParameter("sources");
        }
    }

    private ResolvedSource maven(SourceUri.Maven maven) {
        Path jar = artifact(maven.coordinate());
        try {
            if (maven.entry().isPresent()) {
                requireEntry(maven, jar);
            }
            FoundFile file =
                    new LocalFiles(limits, cancellation)
                            .file(jar, maven.coordinate().fileName(), maven.entry());
            return new ResolvedSource(
                    new DataSource(maven.text(), file.digest(), "unknown", file.bytes()),
                    Set.of(),
                    () -> List.of(file));
        } catch (IOException e) {
            throw Unreadable.because(maven.text(), "", e);
        }
    }

    private static void requireEntry(SourceUri.Maven maven, Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            String entry = maven.entry().orElseThrow();
            ZipEntry found = zip.getEntry(entry);
            if (found == null || found.isDirectory()) {
                throw new FactoryException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "The Maven artifact "
                                + maven.coordinate()
                                + " has no entry '"
                                + entry
                                + "'; list its entries with: unzip -l "
                                + maven.coordinate().fileName());
            }
        }
    }

    /** The pinned text, decompressed and compared with its digest. */
    private FoundFile europarl() {
        Path jar = artifact(EuroparlSample.ARTIFACT);
        Path text = folder.resolve(EuroparlSample.FILE);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(EuroparlSample.ENTRY);
            if (entry == null) {
                throw notThePinnedText();
            }
            try (InputStream in = new GZIPInputStream(zip.getInputStream(entry))) {
                byte[] content = in.readNBytes((int) EuroparlSample.TEXT.bytes() + 1);
                Files.write(text, content);
            }
            FoundFile file =
                    new LocalFiles(limits, cancellation)
                            .file(text, EuroparlSample.FILE, Optional.empty());
            if (!file.digest().equals(EuroparlSample.TEXT.digest())) {
                throw notThePinnedText();
            }
            return file;
        } catch (IOException e) {
            throw Unreadable.because(EuroparlSample.NAME, "", e);
        }
    }

    private static FactoryException notThePinnedText() {
        return new FactoryException(
                ErrorCode.SOURCE_UNREADABLE,
                "The text of source '"
                        + EuroparlSample.NAME
                        + "' does not have the digest "
                        + EuroparlSample.TEXT.digest()
                        + "; remove "
                        + EuroparlSample.ARTIFACT
                        + " from your local Maven repository, so that it is fetched anew.");
    }

    private Path artifact(MavenCoordinate coordinate) {
        try {
            Path own = Files.createDirectory(folder.resolve("artifact-" + resolved++));
            return artifacts.resolve(coordinate, own);
        } catch (IOException e) {
            throw Unreadable.because(coordinate.toString(), "", e);
        }
    }
}
