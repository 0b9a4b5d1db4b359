package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.jni.LibUtils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libtorch that a user names. */
class OwnLibtorchTest {
    private static final Set<String> BINDINGS = Set.of("cpu", "cu128");

    @TempDir Path folder;

    private final Map<String, String> settings = new HashMap<>();

    @Test
    void nothingIsChosenWhereNoneIsNamed() {
        assertEquals(Optional.empty(), find());
        settings.put("PYTORCH_LIBRARY_PATH", "");
        assertEquals(Optional.empty(), find());
    }

    @Test
    void theFlavourIsWhatTheFolderSays() throws IOException {
        Path lib = lib("libtorch.so");
        assertEquals(new OwnLibtorch(lib, "2.7.1", "cpu"), found(lib));

        Files.createFile(lib.resolve("libtorch_cuda.so"));
        assertEquals(new OwnLibtorch(lib, "2.7.1", "cu128"), found(lib));
        assertEquals(new OwnLibtorch(lib, "2.7.1", "cu128"), found(lib.resolve("libtorch.so")));

        // a libtorch distribution
        Files.writeString(folder.resolve("build-version"), "2.7.1+cpu\n");
        assertEquals("cpu", found(lib).flavour());
    }

    @Test
    void thePythonPackageSaysItsVersion() throws IOException {
        Path lib = lib("libtorch.so", "libtorch_cuda.so");
        Files.writeString(
                folder.resolve("version.py"),
                "from typing import Optional\n__version__ = '2.7.1+cu128'\n");
        assertEquals("cu128", found(lib).flavour());
    }

    @Test
    void theUserMayNameTheFlavour() throws IOException {
        Path lib = lib("libtorch.so");
        Files.writeString(folder.resolve("build-version"), "2.7.1+cu126");
        settings.put("PYTORCH_FLAVOR", "cu128");
        assertEquals("cu128", found(lib).flavour());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        settings.put("PYTORCH_LIBRARY_PATH", folder.resolve("nowhere").toString());
        assertEquals(
                "PYTORCH_LIBRARY_PATH="
                        + folder
                        + "/nowhere: there is no such folder. Give the one that holds libtorch.so, or"
                        + " unset PYTORCH_LIBRARY_PATH to use the libtorch that comes with the factory.",
                refused());
    }

    @Test
    void aFolderWithoutLibtorchIsNamed() {
        settings.put("PYTORCH_LIBRARY_PATH", folder.toString());
        assertEquals(
                "PYTORCH_LIBRARY_PATH="
                        + folder
                        + ": there is no libtorch.so in that folder. Give the folder lib of a"
                        + " libtorch, or torch/lib of the Python package.",
                refused());
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        Path lib = lib("libtorch.so");
        Files.writeString(folder.resolve("build-version"), "2.6.0+cu124");
        settings.put("PYTORCH_LIBRARY_PATH", lib.toString());
        assertEquals(
                "PYTORCH_LIBRARY_PATH="
                        + lib
                        + ": that is libtorch 2.6.0, and the binding is of 2.7.1. Give libtorch 2.7.1.",
                refused());
        settings.put("PYTORCH_VERSION", "2.5.1");
        assertEquals(
                "PYTORCH_LIBRARY_PATH="
                        + lib
                        + ": that is libtorch 2.5.1, and the binding is of 2.7.1. Give libtorch 2.7.1,"
                        + " or unset PYTORCH_VERSION.",
                refused());
    }

    @Test
    void aFlavourWithoutABindingIsRefusedUnlessTheFolderHasOne() throws IOException {
        Path lib = lib("libtorch.so");
        settings.put("PYTORCH_LIBRARY_PATH", lib.toString());
        settings.put("PYTORCH_FLAVOR", "cpu-precxx11");
        assertEquals(
                "PYTORCH_LIBRARY_PATH="
                        + lib
                        + ": there is no binding for libtorch 2.7.1 of flavour cpu-precxx11; there are"
                        + " cpu and cu128. Give libtorch of one of these, set PYTORCH_FLAVOR where it is"
                        + " one of them in truth, or put a libdjl_torch.so built for it into that"
                        + " folder.",
                refused());
        Files.createFile(lib.resolve("0.35.1-libdjl_torch.so"));
        assertEquals("cpu-precxx11", found(lib).flavour());
    }

    /** Libraries and binding of the class path, in a folder of the user's. */
    @Test
    void anEngineStartsOnTheLibtorchOfTheUser() throws IOException, InterruptedException {
        TorchRuntime.version();
        Path own = lib();
        try (Stream<Path> files = Files.list(Path.of(LibUtils.getLibtorchPath()))) {
            for (Path file : files.toList()) {
                // the binding comes from the class path
                if (!file.getFileName().toString().endsWith("libdjl_torch.so")) {
                    Files.createSymbolicLink(own.resolve(file.getFileName()), file);
                }
            }
        }
        Path cache = folder.resolve("cache");
        String output = start(own, cache, 0);
        assertTrue(output.contains("libtorch 2.7.1, cpu, "), output);
        // the factory's own libtorch would have been unpacked here
        try (Stream<Path> files = Files.walk(cache)) {
            assertEquals(
                    List.of("pytorch/2.7.1-cpu-linux-x86_64/0.35.1-libdjl_torch.so"),
                    files.filter(Files::isRegularFile)
                            .map(file -> cache.relativize(file).toString())
                            .toList());
        }
    }

    @Test
    void anEngineSaysWhyItDoesNotStart() throws IOException, InterruptedException {
        String output = start(folder, folder.resolve("cache"), 1);
        assertTrue(output.contains("there is no libtorch.so in that folder"), output);
    }

    /** Runs the self-check with an empty cache of DJL, so that nothing else can be found. */
    private static String start(Path libtorch, Path cache, int status)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TorchSelfCheckMain.class.getName());
        builder.environment().put("PYTORCH_LIBRARY_PATH", libtorch.toString());
        builder.environment().put("DJL_CACHE_DIR", cache.toString());
        builder.environment().keySet().removeAll(List.of("PYTORCH_VERSION", "PYTORCH_FLAVOR"));
        File log = Files.createTempFile(libtorch, "output", ".log").toFile();
        Process process = builder.redirectErrorStream(true).redirectOutput(log).start();
        assertEquals(status, process.waitFor(), () -> read(log));
        return read(log);
    }

    private static String read(File log) {
        try {
            return Files.readString(log.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path lib(String... files) throws IOException {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        for (String file : files) {
            Files.createFile(lib.resolve(file));
        }
        return lib;
    }

    private OwnLibtorch found(Path path) {
        settings.put("PYTORCH_LIBRARY_PATH", path.toString());
        return find().orElseThrow();
    }

    private Optional<OwnLibtorch> find() {
        return OwnLibtorch.find(
                name -> Optional.ofNullable(settings.get(name)), "2.7.1", BINDINGS::contains);
    }

    private String refused() {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, this::find).getMessage());
    }
}
