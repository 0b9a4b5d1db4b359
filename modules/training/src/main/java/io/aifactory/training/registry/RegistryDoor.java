package io.aifactory.training.registry;

import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.training.TrainingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/** Finds the registry: in this process, else at the configured address, else not at all. */
@ApplicationScoped
public class RegistryDoor {
    private final Instance<ModelRegistry> inProcess;
    private final Optional<ModelRegistry> apart;

    RegistryDoor(Instance<ModelRegistry> inProcess, TrainingConfig config) {
        this.inProcess = inProcess;
        this.apart = config.registryUrl().map(RegistryClient::new);
    }

    /** The registry to use, if there is one. */
    public Optional<ModelRegistry> find() {
        return inProcess.isResolvable() ? Optional.of(inProcess.get()) : apart;
    }
}
