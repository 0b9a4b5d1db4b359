package io.aifactory.factory.cli;

import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.doctor.Doctor;
import io.aifactory.factory.doctor.Finding;
import io.aifactory.factory.doctor.GpuDoctor;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at this machine and says what it found and what to do. */
@Command(name = "doctor", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class DoctorCommand implements Callable<Integer> {
    /** As {@code status}: there is nothing that could work or fail. */
    private static final int NOTHING_THERE = 3;

    @Mixin private final HomeOption where = new HomeOption();

    @Option(names = "--gpu", descriptionKey = "option.doctor.gpu")
    private boolean gpu;

    @Override
    public Integer call() {
        Console console = Console.ofProcess();
        return gpu ? devices(console) : machine(console);
    }

    private int devices(Console console) {
        GpuDoctor.Outcome outcome =
                GpuDoctor.of(where.home(), where.distribution())
                        .examine(finding -> print(console, finding));
        return switch (outcome) {
            case WORKS -> {
                console.line(Messages.text("doctor.healthy"));
                yield 0;
            }
            case FAILS -> {
                console.line(Messages.text("doctor.ill"));
                yield 1;
            }
            case NO_DEVICE -> {
                console.line(Messages.text("doctor.noDevice"));
                yield NOTHING_THERE;
            }
        };
    }

    private int machine(Console console) {
        boolean healthy =
                new Doctor(where.home(), where.distribution())
                        .examine(finding -> print(console, finding));
        console.line(Messages.text(healthy ? "doctor.healthy" : "doctor.ill"));
        return healthy ? 0 : 1;
    }

    private static void print(Console console, Finding finding) {
        String sign =
                switch (finding.verdict()) {
                    case OK -> "ok  ";
                    case HINT -> "hint";
                    case BAD -> "BAD ";
                };
        console.line(
                String.format(
                        Locale.ROOT, "%s  %-10s  %s", sign, finding.subject(), finding.found()));
        if (!finding.advice().isEmpty()) {
            console.line("                  -> " + finding.advice());
        }
    }
}
