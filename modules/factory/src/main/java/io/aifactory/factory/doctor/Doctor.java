package io.aifactory.factory.doctor;

import io.aifactory.factory.home.FactoryHome;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All checks, one after the other. */
public final class Doctor {
    private final List<Supplier<Finding>> checks;

    public Doctor(FactoryHome home, Path distribution) {
        var machine = new MachineChecks(home);
        this.checks =
                List.of(
                        MachineChecks::java,
                        MachineChecks::maven,
                        MachineChecks::processor,
                        MachineChecks::memory,
                        machine::disk,
                        machine::ports,
                        MachineChecks::energy,
                        MachineChecks::accelerator,
                        DatabaseCheck::run,
                        () -> new EngineCheck(home, distribution).run());
    }

    /**
     * Runs every check.
     *
     * @param report takes each finding as soon as it is there
     * @return whether nothing bad was found
     */
    public boolean examine(Consumer<Finding> report) {
        boolean healthy = true;
        for (Supplier<Finding> check : checks) {
            Finding finding = check.get();
            healthy &= finding.verdict() != Finding.Verdict.BAD;
            report.accept(finding);
        }
        return healthy;
    }
}
