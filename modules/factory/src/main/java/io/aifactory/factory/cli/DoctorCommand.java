package io.aifactory.factory.cli;

import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.doctor.Doctor;
import io.aifactory.factory.doctor.Finding;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at this machine and says what it found and what to do. */
@Command(name = "doctor", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class DoctorCommand implements Callable<Integer> {
    @Mixin private final HomeOption where = new HomeOption();

    @Override
    public Integer call() {
        Console console = Console.ofProcess();
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
