package io.aifactory.factory.supervision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which device a new replica computes on. It keeps it over restarts, until it is removed.
 *
 * <p>More replicas than devices share them: one device that holds a chat model and an embedding
 * model, or the old and the new version of a model while one takes over from the other, is the
 * usual case. Whether a model fits is not guessed here from its name: the worker compares what it
 * takes with the device's free memory before it loads anything, and says so where it does not fit.
 */
final class DeviceSpread {
    private final List<WorkerDevice> devices;

    /**
     * @param devices in the order in which they are filled; none = no replica is given one
     */
    DeviceSpread(List<WorkerDevice> devices) {
        this.devices = List.copyOf(devices);
    }

    /**
     * A replica that is there.
     *
     * @param model served name
     */
    record Placed(String model, WorkerDevice device) {}

    /**
     * Devices for new replicas of one model: each goes where the fewest of the same model are,
     * among these where the fewest of all are, among these to the first.
     *
     * @param model served name
     * @param present all replicas that have a device now
     * @return one for each; empty ones if there are no devices to give
     */
    List<Optional<WorkerDevice>> choose(String model, int count, List<Placed> present) {
        List<Placed> placed = new ArrayList<>(present);
        List<Optional<WorkerDevice>> chosen = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Optional<WorkerDevice> device =
                    devices.stream()
                            .min(
                                    Comparator.<WorkerDevice>comparingLong(d ->
                                                    placed.stream()
                                                            .filter(p -> p.device().equals(d))
                                                            .filter(p -> p.model().equals(model))
                                                            .count())
                                            .thenComparingLong(d ->
                                                    placed.stream()
                                                            .filter(p -> p.device().equals(d))
                                                            .count()));
            device.ifPresent(d -> placed.add(new Placed(model, d)));
            chosen.add(device);
        }
        return List.copyOf(chosen);
    }
}
