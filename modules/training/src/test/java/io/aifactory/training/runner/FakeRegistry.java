package io.aifactory.training.runner;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.contracts.model.ModelVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Remembers what was registered; every registration is version 1. Can fail on demand. */
@ApplicationScoped
class FakeRegistry implements ModelRegistry {
    private static final Supplier<Optional<FactoryException>> WELL = Optional::empty;

    private final List<ModelRegistration> registered = new CopyOnWriteArrayList<>();
    private volatile Supplier<Optional<FactoryException>> failure = WELL;

    /** Asked at every registration. */
    void failWith(Supplier<Optional<FactoryException>> failure) {
        this.failure = failure;
    }

    void recover() {
        failure = WELL;
    }

    List<ModelRegistration> registered() {
        return registered;
    }

    @Override
    public ModelVersion register(ModelRegistration registration) {
        Optional<FactoryException> refusal = failure.get();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
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
