package io.aifactory.scheduler.workers;

import io.aifactory.contracts.worker.WorkerDirectory;
import io.aifactory.contracts.worker.WorkerEndpoint;
import java.util.List;

/** Workers at fixed addresses; what they serve is learned by asking them. */
public final class ConfiguredWorkers implements WorkerDirectory {
    private final List<WorkerEndpoint> workers;

    /**
     * @param addresses {@code host:port}
     * @throws IllegalArgumentException if one of them is not an address
     */
    public ConfiguredWorkers(List<String> addresses) {
        this.workers = addresses.stream().map(ConfiguredWorkers::endpoint).toList();
    }

    @Override
    public List<WorkerEndpoint> workers() {
        return workers;
    }

    /** Nobody says what they are to serve. */
    @Override
    public boolean expects(String model) {
        return true;
    }

    /** Nobody supervises them. */
    @Override
    public void suspect(String workerId) {}

    private static WorkerEndpoint endpoint(String address) {
        int colon = address.lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.substring(colon + 1).strip());
            String host = address.substring(0, Math.max(0, colon)).strip();
            if (!host.isEmpty() && port > 0 && port < 1 << 16) {
                return new WorkerEndpoint(host + ":" + port, host, port, "");
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message below.
        }
        throw new IllegalArgumentException(
                "aifactory.scheduler.workers: '" + address + "' is not host:port");
    }
}
