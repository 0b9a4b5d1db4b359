package io.aifactory.training.runner;

import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.contracts.model.ModelVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was registered; every registration is version 1. */
@ApplicationScoped
class FakeRegistry implements ModelRegistry {
    private final List<ModelRegistration> registered = new CopyOnWriteArrayList<>();

    List<ModelRegistration> registered() {
        return registered;
    }

    @Override
    public ModelVersion register(ModelRegistration registration) {
        registered.add(registration);
        return new ModelVersion(
                registration.model(),
                1,
                registration.manifest(),
                registration.aliases(),
                registration.lineage(),
                Instant.EPOCH);
    }

    @Override
    public Optional<ModelVersion> resolve(String reference) {
        return Optional.empty();
    }
}
