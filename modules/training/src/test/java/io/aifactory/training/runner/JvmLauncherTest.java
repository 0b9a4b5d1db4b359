package io.aifactory.training.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.training.TrainingConfig;
import io.aifactory.training.protocol.AttemptFolder;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmLauncherTest {
    private static final int ABOVE_BUILT_IN = 1_000;

    /** So it does with PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR. */
    @Test
    void theEnvironmentReachesTheTrainer(@TempDir Path folder)
            throws IOException, InterruptedException {
        // Given a program that prints a variable that this process has
        String name =
                System.getenv().entrySet().stream()
                        .filter(each -> each.getKey().matches("[A-Z]+"))
                        .filter(each -> each.getValue().matches("[\\w/.:-]+"))
                        .findFirst()
                        .orElseThrow()
                        .getKey();
        Path program = folder.resolve("java");
        Files.writeString(program, "#!/bin/sh\necho \"$" + name + " $DJL_OFFLINE\"\n");
        assertEquals(true, program.toFile().setExecutable(true));

        // When
        AttemptFolder attempt = new AttemptFolder(folder);
        int status = new JvmLauncher(configuration(program)).launch(attempt).waitFor();

        // Then
        assertEquals(0, status);
        assertEquals(List.of(System.getenv(name) + " true"), Files.readAllLines(attempt.log()));
    }

    private static TrainingConfig configuration(Path java) {
        return new SmallRyeConfigBuilder()
                .withMapping(TrainingConfig.class)
                .addDiscoveredConverters()
                .withConverter(Duration.class, ABOVE_BUILT_IN, new DurationConverter())
                .withConverter(MemorySize.class, ABOVE_BUILT_IN, new MemorySizeConverter())
                .withDefaultValue("aifactory.training.trainer.java", java.toString())
                .withDefaultValue("aifactory.training.trainer.class-path", "none")
                .build()
                .getConfigMapping(TrainingConfig.class);
    }

    @Test
    void aPlainClassPathIsHandedOn() {
        assertEquals("a.jar:b.jar", JvmLauncher.classPath("a.jar:b.jar"));
    }

    @Test
    void aPackagedApplicationHandsOnItsLibraries() {
        assertEquals(
                String.join(File.pathSeparator, "/x/app/*", "/x/lib/main/*", "/x/lib/boot/*"),
                JvmLauncher.classPath("/x/quarkus-run.jar"));
    }
}
