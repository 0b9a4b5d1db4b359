package io.aifactory.training.checkpoint;

import io.aifactory.contracts.Digest;
import io.aifactory.training.protocol.ProtocolJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The checkpoints of one job, in one folder. One process at a time, see {@link CheckpointLock}. */
public final class Checkpoints {
    private static final String PREFIX = "step-";
    private static final String TEMPORARY = ".writing-";
    private static final String DELETING = ".deleting-";
    private static final String QUARANTINE = "quarantine";

    private final Path folder;
    private final int keep;
    private final CheckpointStep.Hook hook;

    /** Writes the files of a checkpoint into an existing folder. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /**
     * @param folder of the job's checkpoints; made when absent
     * @param keep how many of the newest are kept, at least 1
     * @param hook called between the effects
     */
    public Checkpoints(Path folder, int keep, CheckpointStep.Hook hook) {
        this.folder = folder;
        this.keep = keep;
        this.hook = hook;
    }

    /**
     * Writes a checkpoint; it is durable and visible when the call returns. Whatever fails before
     * leaves the earlier ones as they were.
     */
    public Path write(TrainingProgress progress, Content content) throws IOException {
        Files.createDirectories(folder);
        String name = "%s%010d".formatted(PREFIX, progress.step());
        Path temporary = folder.resolve(TEMPORARY + name);
        Folders.delete(temporary);
        try {
            return publish(progress, content, temporary, folder.resolve(name));
        } catch (IOException e) {
            // A full device must not stay full of what nobody can use.
            deleteAfter(e, temporary);
            throw e;
        }
    }

    private Path publish(TrainingProgress progress, Content content, Path temporary, Path published)
            throws IOException {
        Files.createDirectory(temporary);
        content.writeTo(temporary);
        hook.reached(CheckpointStep.FILES_WRITTEN);
        List<CheckpointManifest.Entry> entries = new ArrayList<>();
        for (Path file : files(temporary)) {
            Folders.force(file);
            entries.add(entry(file));
        }
        hook.reached(CheckpointStep.FILES_FORCED);
        Path manifest = temporary.resolve(CheckpointManifest.FILE);
        Files.write(
                manifest,
                ProtocolJson.canonicalBytes(
                        new CheckpointManifest(CheckpointManifest.FORMAT, progress, entries)));
        Folders.force(manifest);
        Folders.forceFolder(temporary);
        hook.reached(CheckpointStep.MANIFEST_FORCED);
        remove(published);
        move(temporary, published);
        Folders.forceFolder(folder);
        hook.reached(CheckpointStep.RENAMED);
        deleteOldOnes();
        hook.reached(CheckpointStep.OLD_ONES_DELETED);
        return published;
    }

    private static void deleteAfter(Exception failure, Path temporary) {
        try {
            Folders.delete(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * The newest checkpoint of this spec that is whole. Damaged ones are moved to quarantine on the
     * way, and left-overs of interrupted writes are deleted.
     *
     * @param spec identity of the work to continue
     * @param quarantined told the name of each damaged one and what is wrong with it
     */
    public Optional<VerifiedCheckpoint> newest(Digest spec, BiConsumer<String, String> quarantined)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        deleteLeftOvers();
        for (Path candidate : published()) {
            try {
                return Optional.of(new VerifiedCheckpoint(candidate, verify(candidate, spec)));
            } catch (DamagedCheckpointException e) {
                quarantine(candidate);
                quarantined.accept(name(candidate), e.reason());
            }
        }
        return Optional.empty();
    }

    private TrainingProgress verify(Path checkpoint, Digest spec)
            throws IOException, DamagedCheckpointException {
        Path file = checkpoint.resolve(CheckpointManifest.FILE);
        if (!Files.isRegularFile(file)) {
            throw new DamagedCheckpointException("it has no manifest");
        }
        CheckpointManifest manifest;
        try {
            manifest =
                    ProtocolJson.parse(
                            Files.readString(file, StandardCharsets.UTF_8),
                            CheckpointManifest.class);
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
            throw new DamagedCheckpointException("its manifest is not valid", e);
        }
        if (!CheckpointManifest.FORMAT.equals(manifest.format())
                || !spec.equals(manifest.progress().spec())) {
            throw new DamagedCheckpointException("it belongs to another run");
        }
        for (CheckpointManifest.Entry expected : manifest.files()) {
            Path content = checkpoint.resolve(expected.name());
            if (!Files.isRegularFile(content)) {
                throw new DamagedCheckpointException(expected.name() + " is missing");
            }
            if (!entry(content).equals(expected)) {
                throw new DamagedCheckpointException(
                        expected.name() + " does not match its digest");
            }
        }
        return manifest.progress();
    }

    private void quarantine(Path checkpoint) throws IOException {
        Path quarantine = folder.resolve(QUARANTINE);
        Files.createDirectories(quarantine);
        Path target = quarantine.resolve(name(checkpoint));
        Folders.delete(target);
        move(checkpoint, target);
        Folders.forceFolder(folder);
    }

    private void deleteOldOnes() throws IOException {
        List<Path> newestFirst = published();
        for (Path old :
                newestFirst.subList(Math.min(keep, newestFirst.size()), newestFirst.size())) {
            remove(old);
        }
    }

    /** Renames before deleting, so that a half-deleted checkpoint never has a valid name. */
    private void remove(Path checkpoint) throws IOException {
        if (Files.exists(checkpoint)) {
            Path doomed = folder.resolve(DELETING + name(checkpoint));
            Folders.delete(doomed);
            move(checkpoint, doomed);
            Folders.delete(doomed);
        }
    }

    private void deleteLeftOvers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (name(entry).startsWith(TEMPORARY) || name(entry).startsWith(DELETING)) {
                    Folders.delete(entry);
                }
            }
        }
    }

    private List<Path> published() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> name(entry).startsWith(PREFIX))
                    .sorted(Comparator.comparing(Checkpoints::name).reversed())
                    .toList();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(Checkpoints::name)).toList();
        }
    }

    private static CheckpointManifest.Entry entry(Path file) throws IOException {
        MessageDigest sha256 = Digest.newMessageDigest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return new CheckpointManifest.Entry(
                name(file), Files.size(file), Digest.ofRaw(sha256.digest()));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("checkpoints need a file system with atomic rename", e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
