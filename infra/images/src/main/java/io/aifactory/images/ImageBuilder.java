package io.aifactory.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** Builds images on one base: system libraries, a shell for PostgreSQL, a Java runtime. */
final class ImageBuilder {
    private final Path javaRuntime;
    private final SortedMap<String, Path> system;
    private final Path work;
    private final String version;

    /**
     * @param javaRuntime a linked Java runtime
     * @param system path inside the image → file of this machine, for everything below the runtime
     * @param work folder for tar files and intermediate results
     * @param version tag of the images
     */
    ImageBuilder(Path javaRuntime, SortedMap<String, Path> system, Path work, String version) {
        this.javaRuntime = javaRuntime;
        this.system = system;
        this.work = work;
        this.version = version;
    }

    /** Writes the image to {@code aifactory-<name>.tar} in the work folder. */
    BuiltImage build(ImageRecipe recipe) throws IOException {
        Path empty = Files.createDirectories(work.resolve("empty"));
        Path tar = work.resolve("aifactory-" + recipe.shortName() + ".tar");
        String name = recipe.name() + ":" + version;
        JibContainerBuilder image =
                Jib.fromScratch()
                        .setPlatforms(Set.of(platform()))
                        .addFileEntriesLayer(Layers.ofFiles("system", system))
                        .addFileEntriesLayer(
                                Layers.ofWritableFolders(
                                        "folders",
                                        new TreeMap<>(
                                                Map.of(ImageRecipe.DATA, "750", "/tmp", "777")),
                                        empty))
                        .addFileEntriesLayer(Layers.ofFolder("java", javaRuntime, ImageRecipe.JAVA))
                        .addFileEntriesLayer(
                                Layers.ofFolder(
                                        "application",
                                        recipe.application(),
                                        ImageRecipe.APPLICATION))
                        .setEntrypoint(recipe.entrypoint())
                        .setEnvironment(new TreeMap<>(recipe.environment()))
                        .setUser(ImageRecipe.USER + ":" + ImageRecipe.USER)
                        .setWorkingDirectory(AbsoluteUnixPath.get(ImageRecipe.DATA))
                        .setVolumes(AbsoluteUnixPath.get(ImageRecipe.DATA))
                        .setCreationTime(Instant.EPOCH);
        recipe.ports().forEach(port -> image.addExposedPort(Port.tcp(port)));
        try {
            JibContainer built =
                    image.containerize(
                            Containerizer.to(TarImage.at(tar).named(name))
                                    .setOfflineMode(true)
                                    .setToolName("ai-factory")
                                    .setBaseImageLayersCache(work.resolve("cache"))
                                    .setApplicationLayersCache(work.resolve("cache")));
            return new BuiltImage(name, built.getDigest().toString(), tar, Files.size(tar));
        } catch (InvalidImageReferenceException
                | RegistryException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new IOException("cannot build image " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while building image " + name, e);
        }
    }

    /** The machine that builds: runtime and libraries are copied from it. */
    private static Platform platform() {
        String machine = System.getProperty("os.arch", "");
        return new Platform(machine.equals("aarch64") ? "arm64" : "amd64", "linux");
    }
}
