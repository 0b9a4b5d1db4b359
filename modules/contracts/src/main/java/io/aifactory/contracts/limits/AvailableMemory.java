package io.aifactory.contracts.limits;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much memory a process may still take. */
public final class AvailableMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private AvailableMemory() {}

    /**
     * Bytes: what Linux counts as available, never more than a container's limit leaves; elsewhere
     * what the platform counts as free.
     */
    public static long bytes() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        OptionalLong available = OptionalLong.empty();
        try {
            if (Files.isReadable(MEMINFO)) {
                available = available(Files.readAllLines(MEMINFO));
            }
        } catch (IOException _) {
            // as where there is no such file
        }
        return available.isPresent()
                ? Math.min(available.getAsLong(), system.getTotalMemorySize())
                : system.getFreeMemorySize();
    }

    /** The line {@code MemAvailable: <n> kB} of Linux' meminfo, in bytes. */
    static OptionalLong available(List<String> meminfo) {
        return meminfo.stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .map(line -> line.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(digits -> Long.parseLong(digits) << 10)
                .findFirst();
    }
}
