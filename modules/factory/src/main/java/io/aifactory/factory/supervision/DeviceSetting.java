package io.aifactory.factory.supervision;

import io.aifactory.economics.nvidia.NvidiaDevice;
import io.aifactory.economics.nvidia.VisibleDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** From {@code aifactory.factory.worker.devices} to the devices of this machine. */
final class DeviceSetting {
    private static final String KEY = "aifactory.factory.worker.devices";
    private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

    /** In {@code CUDA_VISIBLE_DEVICES}; anything else there hides itself and all that follows. */
    private static final Pattern SELECTOR = Pattern.compile("\\d+|(GPU|MIG)-.+");

    private DeviceSetting() {}

    /**
     * @param setting {@code cpu}, {@code cuda:<index>}, {@code cuda} or {@code auto}, each once;
     *     none = workers are given no device
     * @param visible the value of {@code CUDA_VISIBLE_DEVICES} for this process: only what it names
     *     is given away, in its order
     * @param all of this machine, as the driver lists them
     * @throws IllegalArgumentException if an entry is none of these, comes twice, or names a device
     *     that is not there
     */
    static List<WorkerDevice> devices(
            List<String> setting, Optional<String> visible, List<NvidiaDevice> all) {
        List<WorkerDevice> cuda = cuda(visible, all);
        var devices = new ArrayList<WorkerDevice>();
        for (String entry : setting) {
            for (WorkerDevice device : named(entry.strip(), cuda)) {
                if (devices.contains(device)) {
                    throw new IllegalArgumentException(
                            KEY + " names " + device.label() + " twice; name each device once");
                }
                devices.add(device);
            }
        }
        return List.copyOf(devices);
    }

    private static List<WorkerDevice> named(String entry, List<WorkerDevice> cuda) {
        Matcher one = CUDA.matcher(entry);
        if (one.matches()) {
            int index = Integer.parseInt(one.group(1));
            if (index >= cuda.size()) {
                throw absent("'" + entry + "'", cuda.size());
            }
            return List.of(cuda.get(index));
        }
        return switch (entry) {
            case "cpu" -> List.of(new WorkerDevice.Processor());
            case "cuda" -> {
                if (cuda.isEmpty()) {
                    throw absent("'cuda'", 0);
                }
                yield cuda;
            }
            case "auto" -> cuda.isEmpty() ? List.of(new WorkerDevice.Processor()) : cuda;
            default ->
                    throw new IllegalArgumentException(
                            KEY
                                    + " must be a list of cpu, cuda:<index>, cuda (every CUDA"
                                    + " device) or auto (every CUDA device, or cpu where there is"
                                    + " none), not '"
                                    + entry
                                    + "'");
        };
    }

    private static IllegalArgumentException absent(String entry, int number) {
        return new IllegalArgumentException(
                "%s names %s, but this process sees %d CUDA devices; look with ./aifactory doctor --gpu"
                        .formatted(KEY, entry, number));
    }

    /**
     * What the variable names is passed on as it stands: it may be a part of a device (MIG), which
     * the driver does not list as one.
     */
    private static List<WorkerDevice> cuda(Optional<String> visible, List<NvidiaDevice> all) {
        List<String> selectors =
                visible.map(value ->
                                VisibleDevices.entries(value).stream()
                                        .takeWhile(entry -> SELECTOR.matcher(entry).matches())
                                        .toList())
                        .orElseGet(() -> all.stream().map(NvidiaDevice::uuid).toList());
        return IntStream.range(0, selectors.size())
                .<WorkerDevice>mapToObj(i -> new WorkerDevice.Cuda(i, selectors.get(i)))
                .toList();
    }
}
