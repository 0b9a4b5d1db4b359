package io.aifactory.factory.doctor;

import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.EngineJvm;
import io.aifactory.factory.home.FactoryHome;
import java.nio.file.Path;
import java.util.Optional;

/** Loads the native engine in a child process and multiplies matrices for a second. */
final class EngineCheck {
    private static final String PROGRAM = "io.aifactory.languagemodel.torch.TorchSelfCheckMain";
    private static final String SUBJECT = "engine";

    private final FactoryHome home;
    private final Path distribution;

    EngineCheck(FactoryHome home, Path distribution) {
        this.home = home;
        this.distribution = distribution;
    }

    Finding run() {
        Optional<ProcessBuilder> program = EngineJvm.program(home, distribution, "256m", PROGRAM);
        if (program.isEmpty()) {
            return Finding.bad(
                    SUBJECT, Messages.text("doctor.absent"), Messages.text("doctor.noEngine"));
        }
        Child.Result result = Child.run(program.get());
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
