package io.aifactory.training.runner;

import io.aifactory.training.TrainingConfig;
import io.aifactory.training.protocol.AttemptFolder;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** Starts the trainer as a JVM beside this one. */
@ApplicationScoped
@DefaultBean
public class JvmLauncher implements TrainerLauncher {
    /** Jars of a packaged Quarkus application, seen from the folder of its runner jar. */
    private static final List<String> PACKAGED = List.of("app", "lib/main", "lib/boot");

    private static final String RUNNER_JAR = "quarkus-run.jar";

    private final TrainingConfig.Trainer trainer;

    JvmLauncher(TrainingConfig config) {
        this.trainer = config.trainer();
    }

    @Override
    public Process launch(AttemptFolder folder) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command(folder));
        process.environment().put("OPT_OUT_TRACKING", "true");
        process.environment().put("DJL_OFFLINE", "true");
        return process.redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.log().toFile()))
                .start();
    }

    List<String> command(AttemptFolder folder) {
        return List.of(
                trainer.java().orElseGet(JvmLauncher::ownJava).toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx" + trainer.heap().asLongValue(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                trainer.classPath()
                        .orElseGet(() -> classPath(System.getProperty("java.class.path"))),
                trainer.mainClass(),
                folder.path().toAbsolutePath().toString());
    }

    private static Path ownJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** A packaged application's own class path names its runner jar only. */
    static String classPath(String own) {
        if (!own.endsWith(RUNNER_JAR)) {
            return own;
        }
        Path runner = Path.of(own).toAbsolutePath();
        return String.join(
                File.pathSeparator,
                PACKAGED.stream()
                        .map(folder -> runner.resolveSibling(folder).resolve("*").toString())
                        .toList());
    }
}
