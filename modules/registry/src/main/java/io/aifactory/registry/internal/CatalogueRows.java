package io.aifactory.registry.internal;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.registry.catalogue.Refusals;
import io.aifactory.registry.catalogue.Registered;
import io.aifactory.registry.catalogue.RegisteredVersion;
import io.aifactory.registry.catalogue.VersionState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The registry's transactions. They run under the lock on the model's row, and in a transaction of
 * their own, so that they are durable when the call returns, whatever the caller is in.
 */
@ApplicationScoped
public class CatalogueRows {
    private final EntityManager entities;
    private final CatalogueViews views;

    public CatalogueRows(EntityManager entities, CatalogueViews views) {
        this.entities = entities;
        this.views = views;
    }

    /** Adds the version unless its manifest is there already, and moves the aliases to it. */
    @Transactional(TxType.REQUIRES_NEW)
    public Registered register(ModelRegistration registration, int files, long bytes) {
        Instant now = now();
        ModelRow model = lockOrCreate(registration.model(), now);
        Optional<VersionRow> existing =
                VersionRow.find(
                                "model = ?1 and manifest = ?2",
                                model.name,
                                registration.manifest().value())
                        .firstResultOptional();
        VersionRow version = existing.orElseGet(() -> add(model, registration, files, bytes, now));
        VersionState state = point(new TreeSet<>(registration.aliases()), version, now);
        return new Registered(CatalogueViews.view(version, state), existing.isEmpty());
    }

    private ModelRow lockOrCreate(String name, Instant now) {
        entities.createNativeQuery(
                        "insert into registry.model (name, created_at) values (?1, ?2)"
                                + " on conflict do nothing")
                .setParameter(1, name)
                .setParameter(2, now)
                .executeUpdate();
        return lock(name).orElseThrow();
    }

    private static Optional<ModelRow> lock(String name) {
        return ModelRow.findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The version, under its model's lock. */
    private static Optional<VersionRow> lock(String model, int version) {
        return lock(model).flatMap(found -> CatalogueViews.find(found.name, version));
    }

    private static VersionRow add(
            ModelRow model, ModelRegistration registration, int files, long bytes, Instant now) {
        model.lastVersion++;
        Lineage lineage = registration.lineage();
        VersionRow row = new VersionRow();
        row.model = model.name;
        row.version = model.lastVersion;
        row.manifest = registration.manifest().value();
        row.files = files;
        row.bytes = bytes;
        row.runId = lineage.runId().orElse(null);
        row.dataset = lineage.dataset().map(Digest::value).orElse(null);
        row.metrics = new HashMap<>(lineage.metrics());
        row.parameters = new HashMap<>(lineage.parameters());
        row.createdAt = now;
        row.persist();
        VersionStateRow state = new VersionStateRow();
        state.versionId = Objects.requireNonNull(row.id);
        state.state = VersionState.registered().name();
        state.changedAt = now;
        state.persist();
        EventRow.of(EventRow.Kind.VERSION_REGISTERED, row, now).persist();
        return row;
    }

    /** Points the alias to the version; empty if there is no such version. */
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<RegisteredVersion> moveAlias(String model, String alias, int version) {
        return lock(model, version)
                .map(row ->
                        CatalogueViews.view(row, point(new TreeSet<>(Set.of(alias)), row, now())));
    }

    /** Points these aliases to a version, if its state allows; returns the state that follows. */
    private VersionState point(SortedSet<String> aliases, VersionRow version, Instant now) {
        VersionState state = views.state(version);
        for (String alias : aliases) {
            state =
                    switch (state) {
                        case VersionState.Live live -> {
                            move(alias, version, now);
                            yield live.aliased(alias);
                        }
                        case VersionState.Archived _ ->
                                throw Refusals.archivedTakesNoAlias(
                                        version.model, version.version, aliases);
                    };
        }
        return state;
    }

    private static void move(String alias, VersionRow version, Instant now) {
        Optional<AliasRow> existing = alias(version.model, alias);
        if (existing.isPresent() && existing.get().version == version.version) {
            return;
        }
        EventRow event = EventRow.of(EventRow.Kind.ALIAS_MOVED, version, now);
        event.alias = alias;
        event.previousVersion = existing.map(row -> row.version).orElse(null);
        event.persist();
        AliasRow row = existing.orElseGet(AliasRow::new);
        row.model = version.model;
        row.name = alias;
        row.version = version.version;
        row.movedAt = now;
        row.persist();
    }

    private static Optional<AliasRow> alias(String model, String name) {
        return AliasRow.find("model = ?1 and name = ?2", model, name).firstResultOptional();
    }

    /** Removes the alias from the version it points to; empty if there is no such alias. */
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<RegisteredVersion> removeAlias(String model, String alias) {
        return lock(model)
                .flatMap(locked -> alias(locked.name, alias))
                .flatMap(row -> remove(row, now()));
    }

    private Optional<RegisteredVersion> remove(AliasRow alias, Instant now) {
        VersionRow version = CatalogueViews.find(alias.model, alias.version).orElseThrow();
        return switch (views.state(version)) {
            case VersionState.Aliased held -> {
                EventRow event = EventRow.of(EventRow.Kind.ALIAS_REMOVED, version, now);
                event.alias = alias.name;
                event.persist();
                alias.delete();
                yield Optional.of(CatalogueViews.view(version, held.without(alias.name)));
            }
            case VersionState.Unaliased _, VersionState.Archived _ -> Optional.empty();
        };
    }

    /** Takes the version out of use; empty if there is no such version. */
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<RegisteredVersion> archive(String model, int version) {
        return lock(model, version)
                .map(row ->
                        switch (views.state(row)) {
                            case VersionState.Unaliased live ->
                                    changed(row, live.archived(), EventRow.Kind.VERSION_ARCHIVED);
                            case VersionState.Aliased live ->
                                    throw Refusals.aliasedIsNotArchived(
                                            model, version, live.aliases());
                            case VersionState.Archived same -> CatalogueViews.view(row, same);
                        });
    }

    /** Takes the version into use again; empty if there is no such version. */
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<RegisteredVersion> restore(String model, int version) {
        return lock(model, version)
                .map(row ->
                        switch (views.state(row)) {
                            case VersionState.Archived archived ->
                                    changed(
                                            row,
                                            archived.restored(),
                                            EventRow.Kind.VERSION_RESTORED);
                            case VersionState.Live same -> CatalogueViews.view(row, same);
                        });
    }

    private static RegisteredVersion changed(
            VersionRow version, VersionState next, EventRow.Kind kind) {
        Instant now = now();
        VersionStateRow row = VersionStateRow.findById(Objects.requireNonNull(version.id));
        row.state = next.name();
        row.changedAt = now;
        EventRow.of(kind, version, now).persist();
        return CatalogueViews.view(version, next);
    }

    /** As exact as the database keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
