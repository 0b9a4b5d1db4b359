package io.aifactory.factory.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.factory.console.Messages;
import io.aifactory.factory.doctor.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaLibtorchTest {
    @TempDir private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path libraries;

    @BeforeEach
    void bringOwn() throws IOException {
        libraries = Files.createDirectories(folder.resolve("libtorch").resolve("lib"));
        Files.createFile(libraries.resolve("libtorch_cuda.so"));
        environment.put(CudaLibtorch.PATH, libraries.toString());
        environment.put(CudaLibtorch.VERSION, "2.7.1");
        environment.put(CudaLibtorch.FLAVOR, "cu128");
    }

    @Test
    void oneThatFitsIsNamed() {
        Finding finding = find();

        assertEquals(Verdict.OK, finding.verdict(), finding::toString);
        assertTrue(finding.found().contains(libraries.toString()), finding::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "PYTORCH_VERSION, 2.8.0",
        "PYTORCH_VERSION, ''",
        "PYTORCH_FLAVOR, cu126",
        "PYTORCH_FLAVOR, cpu",
        "PYTORCH_FLAVOR, ''",
    })
    void aSettingThatTheBindingWasNotMadeForIsNamed(String variable, String value) {
        environment.put(variable, value);

        Finding finding = find();

        assertEquals(Verdict.BAD, finding.verdict(), finding::toString);
        assertEquals(Messages.text("doctor.libtorch.setting", variable, value), finding.found());
        assertTrue(finding.advice().contains("PYTORCH_VERSION=2.7.1"), finding::advice);
    }

    @Test
    void versionAndFlavourNeedNotBeSet() {
        environment.remove(CudaLibtorch.VERSION);
        environment.remove(CudaLibtorch.FLAVOR);

        assertEquals(Verdict.OK, find().verdict());
    }

    @Test
    void aFolderWithoutCudaIsNoLibtorchForIt() throws IOException {
        Files.delete(libraries.resolve("libtorch_cuda.so"));

        Finding finding = find();

        assertEquals(Verdict.BAD, finding.verdict());
        assertTrue(finding.found().contains("libtorch_cuda.so"), finding::found);
    }

    @ParameterizedTest
    @CsvSource({
        "build-version, 2.7.1+cu128, OK",
        "build-version, 2.7.1, OK",
        "build-version, 2.8.0+cu128, BAD",
        "build-version, 2.7.1+cu126, BAD",
        "version.py, __version__ = '2.7.1+cu128', OK",
        "version.py, __version__ = '2.6.0+cu124', BAD",
        "build-version, of our own, OK",
    })
    void whatTheFolderSaysOfItselfIsCompared(String file, String text, Verdict verdict)
            throws IOException {
        Files.writeString(libraries.resolveSibling(file), text + "\n");

        assertEquals(verdict, find().verdict());
    }

    @Test
    void withoutAFolderThatOfTheDistributionIsTaken() {
        environment.clear();
        var bundled = new EngineLibraries("2.7.1", List.of("cu128"), List.of("native-cu128.jar"));

        assertEquals(
                Finding.ok("libtorch", "native-cu128.jar"),
                new CudaLibtorch(environment, bundled).find());
        assertEquals(Verdict.BAD, find().verdict(), "but one for the processor is not enough");
    }

    @Test
    void whatTheDistributionBringsIsReadFromItsJars() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("engine").resolve("lib/main"));
        Files.createFile(jars.resolve("ai.djl.pytorch.pytorch-native-cpu-2.7.1-linux-x86_64.jar"));
        Path binding = jars.resolve("ai.djl.pytorch.pytorch-jni-2.7.1-0.35.1.jar");
        try (var jar = new ZipOutputStream(Files.newOutputStream(binding))) {
            for (String flavor :
                    List.of("linux-x86_64/cpu", "linux-x86_64/cu128", "win-x86_64/cu118")) {
                jar.putNextEntry(new ZipEntry("jnilib/" + flavor + "/library"));
            }
        }

        EngineLibraries read = EngineLibraries.read(folder).orElseThrow();

        assertEquals(new EngineLibraries("2.7.1", List.of("cu128"), List.of()), read);
        assertEquals(12, read.cudaMajor());

        Files.createFile(
                jars.resolve("ai.djl.pytorch.pytorch-native-cu128-2.7.1-linux-x86_64.jar"));
        assertEquals(
                List.of("ai.djl.pytorch.pytorch-native-cu128-2.7.1-linux-x86_64.jar"),
                EngineLibraries.read(folder).orElseThrow().bundled());
    }

    @Test
    void aFolderWithoutAnEngineBringsNothing() {
        assertEquals(Optional.empty(), EngineLibraries.read(folder));
    }

    private Finding find() {
        return new CudaLibtorch(
                        environment, new EngineLibraries("2.7.1", List.of("cu128"), List.of()))
                .find();
    }
}
