package io.aifactory.factory.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.aifactory.economics.meter.EnergyMeter;
import io.aifactory.economics.meter.Meters;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.Endpoint;
import io.aifactory.factory.home.FactoryHome;
import io.aifactory.factory.home.Ports;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be known without starting anything of our own. */
final class MachineChecks {
    private static final Runtime.Version OLDEST_JAVA = Runtime.Version.parse("25.0.3");
    private static final double GIB = 1L << 30;
    private static final double MEMORY_GIB = 3;
    private static final double DISK_GIB = 3;
    private static final List<String> VECTOR_UNITS = List.of("amx_bf16", "avx512f", "avx2");

    private static final String MAVEN_NAME = "Apache Maven";

    private final FactoryHome home;

    MachineChecks(FactoryHome home) {
        this.home = home;
    }

    static Finding java() {
        Runtime.Version version = Runtime.version();
        String found = version + ", " + System.getProperty("java.home");
        return version.compareTo(OLDEST_JAVA) >= 0
                ? Finding.ok("JDK", found)
                : Finding.bad("JDK", found, Messages.text("doctor.java"));
    }

    static Finding maven() {
        Optional<String> version =
                Child.output("mvn", "-B", "-Dstyle.color=never", "-v")
                        .flatMap(text ->
                                text.lines().filter(line -> line.contains(MAVEN_NAME)).findFirst());
        return version.isPresent()
                ? Finding.ok("Maven", version.get().substring(version.get().indexOf(MAVEN_NAME)))
                : Finding.hint(
                        "Maven", Messages.text("doctor.absent"), Messages.text("doctor.maven"));
    }

    static Finding processor() {
        int cores = Runtime.getRuntime().availableProcessors();
        String flags = processorFlags();
        List<String> units = VECTOR_UNITS.stream().filter(flags::contains).toList();
        String found =
                Messages.text(
                        "doctor.cores",
                        cores,
                        System.getProperty("os.arch"),
                        String.join(", ", units));
        boolean known = Files.exists(Path.of("/proc/cpuinfo"));
        return known && units.isEmpty()
                ? Finding.hint("CPU", found, Messages.text("doctor.slowCpu"))
                : Finding.ok("CPU", found);
    }

    static Finding memory() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        if (system == null) {
            return Finding.hint("RAM", Messages.text("doctor.absent"), "");
        }
        double total = system.getTotalMemorySize() / GIB;
        String found = Messages.text("doctor.gib", total);
        return total >= MEMORY_GIB
                ? Finding.ok("RAM", found)
                : Finding.bad("RAM", found, Messages.text("doctor.memory", MEMORY_GIB));
    }

    Finding disk() {
        try {
            Path existing = home.root();
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            double free = Files.getFileStore(existing).getUsableSpace() / GIB;
            String found = Messages.text("doctor.disk.found", home.root(), free);
            if (!Files.isWritable(existing)) {
                return Finding.bad("disk", found, Messages.text("doctor.unwritable"));
            }
            return free >= DISK_GIB
                    ? Finding.ok("disk", found)
                    : Finding.bad("disk", found, Messages.text("doctor.disk", DISK_GIB));
        } catch (IOException e) {
            return Finding.bad(
                    "disk", String.valueOf(e.getMessage()), Messages.text("doctor.unwritable"));
        }
    }

    Finding ports() {
        Optional<Endpoint> running = Endpoint.readLive(home.endpointFile());
        if (running.isPresent()) {
            return Finding.ok("port", Messages.text("start.running", running.get().baseUri()));
        }
        return Ports.isFree(Ports.USUAL_HTTP_PORT)
                ? Finding.ok("port", Messages.text("doctor.portFree", text(Ports.USUAL_HTTP_PORT)))
                : Finding.hint(
                        "port",
                        Messages.text("doctor.portTaken", text(Ports.USUAL_HTTP_PORT)),
                        Messages.text("doctor.port"));
    }

    static Finding energy() {
        try (EnergyMeter meter = Meters.best()) {
            return meter.estimated()
                    ? Finding.hint("energy", meter.name(), Messages.text("doctor.energy"))
                    : Finding.ok("energy", meter.name());
        }
    }

    static Finding accelerator() {
        long gpus = nvidiaDevices();
        return gpus == 0
                ? Finding.ok("GPU", Messages.text("doctor.noGpu"))
                : Finding.hint("GPU", gpus + " NVIDIA", Messages.text("doctor.gpu"));
    }

    /** NVIDIA devices that the kernel shows. */
    static long nvidiaDevices() {
        try (Stream<Path> entries = Files.list(Path.of("/dev"))) {
            return entries.filter(path -> path.getFileName().toString().matches("nvidia[0-9]+"))
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static String text(int port) {
        return Integer.toString(port);
    }

    private static String processorFlags() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags")).findFirst().orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
