package io.aifactory.economics.nvidia;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code CUDA_VISIBLE_DEVICES} leaves of a machine's devices (CUDA C++ Programming Guide, CUDA
 * environment variables): NVML itself does not heed it.
 */
public final class VisibleDevices {
    /** Name of the variable. */
    public static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

    private VisibleDevices() {}

    /**
     * The devices in the order in which CUDA numbers them: what this list has at 0 is {@code
     * cuda:0}. Numbers in the variable are taken as NVML's, which holds with {@code
     * CUDA_DEVICE_ORDER=PCI_BUS_ID} or where all devices are alike.
     *
     * @param all as NVML lists them
     * @param variable numbers or beginnings of UUIDs, separated by commas; as in CUDA, an entry
     *     that names no device, or one a second time, ends the list; empty = all are visible
     */
    public static List<NvidiaDevice> among(List<NvidiaDevice> all, Optional<String> variable) {
        if (variable.isEmpty()) {
            return all;
        }
        var visible = new ArrayList<NvidiaDevice>();
        for (String entry : entries(variable.get())) {
            Optional<NvidiaDevice> named = named(entry, all);
            if (named.isEmpty() || visible.contains(named.get())) {
                break;
            }
            visible.add(named.get());
        }
        return List.copyOf(visible);
    }

    /** The parts of a value of the variable; none of an empty one. */
    public static List<String> entries(String value) {
        return value.isBlank() ? List.of() : List.of(value.strip().split("\\s*,\\s*"));
    }

    private static Optional<NvidiaDevice> named(String entry, List<NvidiaDevice> all) {
        if (entry.startsWith("GPU-")) {
            List<NvidiaDevice> alike =
                    all.stream().filter(device -> device.uuid().startsWith(entry)).toList();
            return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
        }
        return all.stream()
                .filter(device -> Integer.toString(device.index()).equals(entry))
                .findFirst();
    }
}
