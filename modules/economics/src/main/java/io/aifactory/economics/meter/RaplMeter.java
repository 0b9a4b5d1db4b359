package io.aifactory.economics.meter;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Energy of the processor packages from the kernel's powercap interface (Linux
 * Documentation/power/powercap). Intel and AMD processors both appear as {@code intel-rapl:<n>};
 * only the packages are summed, since their sub-domains are contained in them. The counters cover
 * everything that runs on the machine, and since 2020 the kernel shows them to root alone.
 */
final class RaplMeter implements EnergyMeter {
    private static final Pattern DOMAIN = Pattern.compile("intel-rapl:\\d+");
    private static final double JOULES_PER_MICROJOULE = 1e-6;

    private record ProcessorPackage(String name, Path energy, WrappingCounter counter) {}

    private final List<ProcessorPackage> packages;

    private RaplMeter(List<ProcessorPackage> packages) {
        this.packages = packages;
    }

    /**
     * Opens every readable package domain.
     *
     * @param powercap normally {@code /sys/class/powercap}
     * @return empty where there is none or it may not be read
     */
    static Optional<EnergyMeter> open(Path powercap) {
        List<ProcessorPackage> packages = new ArrayList<>();
        try (DirectoryStream<Path> domains = Files.newDirectoryStream(powercap, "intel-rapl:*")) {
            for (Path domain : domains) {
                if (DOMAIN.matcher(domain.getFileName().toString()).matches()) {
                    openPackage(domain).ifPresent(packages::add);
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return packages.isEmpty() ? Optional.empty() : Optional.of(new RaplMeter(packages));
    }

    private static Optional<ProcessorPackage> openPackage(Path domain) {
        try {
            String name = Files.readString(domain.resolve("name")).strip();
            if (!name.startsWith("package")) {
                return Optional.empty();
            }
            Path energy = domain.resolve("energy_uj");
            long range = readNumber(domain.resolve("max_energy_range_uj"));
            return Optional.of(
                    new ProcessorPackage(
                            name, energy, new WrappingCounter(range, readNumber(energy))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long readNumber(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    @Override
    public synchronized double joules() {
        long microjoules = 0;
        for (ProcessorPackage p : packages) {
            microjoules += read(p);
        }
        return microjoules * JOULES_PER_MICROJOULE;
    }

    /** A counter that cannot be read any more stands still rather than stopping the work. */
    private static long read(ProcessorPackage p) {
        try {
            return p.counter().advance(readNumber(p.energy()));
        } catch (IOException | NumberFormatException e) {
            return p.counter().total();
        }
    }

    @Override
    public boolean estimated() {
        return false;
    }

    @Override
    public String name() {
        return packages.stream()
                .map(ProcessorPackage::name)
                .collect(Collectors.joining(", ", "RAPL ", ""));
    }
}
