package io.aifactory.factory.chat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Memory that a new process may take. */
final class FreeMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private FreeMemory() {}

    /** Bytes that Linux counts as available, within a container's limit. */
    static long bytes() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try {
            if (Files.isReadable(MEMINFO)) {
                OptionalLong available = available(Files.readAllLines(MEMINFO));
                if (available.isPresent()) {
                    return Math.min(available.getAsLong(), system.getTotalMemorySize());
                }
            }
        } catch (IOException _) {
            return system.getFreeMemorySize();
        }
        return system.getFreeMemorySize();
    }

    /** The line {@code MemAvailable: <n> kB}, in bytes. */
    static OptionalLong available(List<String> meminfo) {
        return meminfo.stream()
                .filter(line -> line.startsWith(AVAILABLE))
                .map(line -> line.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(digits -> Long.parseLong(digits) << 10)
                .findFirst();
    }
}
