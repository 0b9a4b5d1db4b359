package io.aifactory.economics.meter;

import com.sun.management.OperatingSystemMXBean;
import io.aifactory.economics.nvidia.NvidiaEnergy;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Finds out how this machine's energy can be known. */
public final class Meters {
    private static final Path POWERCAP = Path.of("/sys/class/powercap");

    private Meters() {}

    /**
     * The best meter for this process: every sensor that can be read, else the declared model fed
     * with this process's CPU time. Close it when done.
     *
     * @param declared what to fall back on
     */
    public static EnergyMeter best(DeclaredPowerModel declared) {
        return best(POWERCAP, declared);
    }

    /** {@link #best(DeclaredPowerModel)} with the default declaration for this machine. */
    public static EnergyMeter best() {
        return best(DeclaredPowerModel.ofCores(Runtime.getRuntime().availableProcessors()));
    }

    /**
     * The declared model over a clock and a count of busy core time, both in nanoseconds; for
     * callers that know better than the process what was busy, and for tests.
     */
    public static EnergyMeter declared(
            DeclaredPowerModel model, LongSupplier nanoTime, LongSupplier busyNanos) {
        return new DeclaredPowerMeter(model, nanoTime, busyNanos);
    }

    static EnergyMeter best(Path powercap, DeclaredPowerModel declared) {
        List<EnergyMeter> sensors = new ArrayList<>();
        RaplMeter.open(powercap).ifPresent(sensors::add);
        NvidiaEnergy.open().map(NvmlMeter::new).ifPresent(sensors::add);
        return switch (sensors.size()) {
            case 0 -> declared(declared, System::nanoTime, processCpuTime());
            case 1 -> sensors.getFirst();
            default -> new CompositeMeter(sensors);
        };
    }

    private static LongSupplier processCpuTime() {
        Optional<OperatingSystemMXBean> system =
                Optional.ofNullable(
                        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class));
        return () -> system.map(OperatingSystemMXBean::getProcessCpuTime).orElse(0L);
    }
}
