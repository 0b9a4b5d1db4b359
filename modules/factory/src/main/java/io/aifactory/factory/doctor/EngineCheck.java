package io.aifactory.factory.doctor;

import io.aifactory.economics.nvidia.NvidiaDevice;
import io.aifactory.economics.nvidia.VisibleDevices;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.EngineJvm;
import io.aifactory.factory.home.FactoryHome;
import java.nio.file.Path;
import java.util.Optional;

/** Loads the native engine in a child process and multiplies matrices for a second. */
final class EngineCheck {
    private static final String PROGRAM = "io.aifactory.languagemodel.torch.TorchSelfCheckMain";
    private static final String SUBJECT = "engine";

    /** Some gigabytes of libraries are read, and a device may have to wake up. */
    private static final long SECONDS_ON_CUDA = 300;

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
        return finding(SUBJECT, Child.run(program.get()), Messages.text("doctor.engine"));
    }

    /** The same on one CUDA device, which is all that the child sees. */
    static Child.Result onCuda(FactoryHome home, Path distribution, NvidiaDevice device) {
        Optional<ProcessBuilder> program =
                EngineJvm.program(home, distribution, "256m", PROGRAM, "cuda:0");
        program.ifPresent(
                builder -> builder.environment().put(VisibleDevices.VARIABLE, device.uuid()));
        return program.map(builder -> Child.run(builder, SECONDS_ON_CUDA))
                .orElseGet(() -> new Child.Result(-1, Messages.text("doctor.noEngine")));
    }

    /**
     * @param advice where the program failed
     */
    static Finding finding(String subject, Child.Result result, String advice) {
        return result.status() == 0
                ? Finding.ok(subject, lastLine(result.text()))
                : Finding.bad(
                        subject,
                        Messages.text(
                                "doctor.engine.failed", result.status(), lastLine(result.text())),
                        advice);
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("");
    }
}
