package io.aifactory.factory.doctor;

import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.FactoryHome;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads the native engine in a child process and multiplies matrices for a second. */
final class EngineCheck {
    private static final String PROGRAM = "io.aifactory.languagemodel.torch.TorchSelfCheckMain";
    private static final String SUBJECT = "engine";

    private final FactoryHome home;
    private final Path engine;

    EngineCheck(FactoryHome home, Path distribution) {
        this.home = home;
        this.engine = distribution.toAbsolutePath().resolve("engine");
    }

    Finding run() {
        if (!Files.exists(engine.resolve("quarkus-run.jar"))) {
            return Finding.bad(
                    SUBJECT, Messages.text("doctor.absent"), Messages.text("doctor.noEngine"));
        }
        var builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-Dai.djl.offline=true",
                                "-cp",
                                engine.resolve("lib/main")
                                        + "/*"
                                        + File.pathSeparator
                                        + engine.resolve("lib/boot")
                                        + "/*",
                                PROGRAM));
        builder.environment().put("DJL_CACHE_DIR", home.engineCache().toString());
        builder.environment().put("DJL_OFFLINE", "true");
        builder.environment().put("OPT_OUT_TRACKING", "true");
        Child.Result result = Child.run(builder);
        return result.status() == 0
                ? Finding.ok(SUBJECT, lastLine(result.text()))
                : Finding.bad(
                        SUBJECT,
                        Messages.text(
                                "doctor.engine.failed", result.status(), lastLine(result.text())),
                        Messages.text("doctor.engine"));
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("");
    }
}
