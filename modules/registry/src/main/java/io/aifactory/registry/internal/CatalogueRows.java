package io.aifactory.registry.internal;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.registry.catalogue.Registered;
import io.aifactory.registry.catalogue.RegisteredModel;
import io.aifactory.registry.catalogue.RegisteredVersion;
import io.aifactory.registry.catalogue.RegistryEvent;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The registry's transactions. Writes run in a transaction of their own, so that they are durable
 * when the call returns, whatever the caller is in.
 */
@ApplicationScoped
public class CatalogueRows {
    private final EntityManager entities;

    public CatalogueRows(EntityManager entities) {
        this.entities = entities;
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
        for (String alias : new TreeSet<>(registration.aliases())) {
            move(model, alias, version.version, now);
        }
        return new Registered(view(version), existing.isEmpty());
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

    private VersionRow add(
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
        EventRow event = new EventRow();
        event.model = model.name;
        event.kind = EventRow.Kind.VERSION_REGISTERED;
        event.version = row.version;
        event.occurredAt = now;
        event.persist();
        return row;
    }

    private static void move(ModelRow model, String alias, int version, Instant now) {
        Optional<AliasRow> existing =
                AliasRow.find("model = ?1 and name = ?2", model.name, alias).firstResultOptional();
        if (existing.isPresent() && existing.get().version == version) {
            return;
        }
        EventRow event = new EventRow();
        event.model = model.name;
        event.kind = EventRow.Kind.ALIAS_MOVED;
        event.version = version;
        event.alias = alias;
        event.previousVersion = existing.map(row -> row.version).orElse(null);
        event.occurredAt = now;
        event.persist();
        AliasRow row = existing.orElseGet(AliasRow::new);
        row.model = model.name;
        row.name = alias;
        row.version = version;
        row.movedAt = now;
        row.persist();
    }

    /** Points the alias to the version; empty if there is no such version. */
    @Transactional(TxType.REQUIRES_NEW)
    public Optional<RegisteredVersion> moveAlias(String name, String alias, int version) {
        Optional<ModelRow> model = lock(name);
        Optional<VersionRow> row = model.flatMap(m -> find(m.name, version));
        if (model.isPresent() && row.isPresent()) {
            move(model.get(), alias, version, now());
        }
        return row.map(this::view);
    }

    @Transactional
    public Optional<RegisteredModel> model(String name) {
        return ModelRow.<ModelRow>findByIdOptional(name)
                .map(row -> view(row, AliasRow.list("model", name)));
    }

    /** By name, behind this one. */
    @Transactional
    public List<RegisteredModel> models(String after, int limit) {
        List<ModelRow> rows =
                ModelRow.<ModelRow>find("name > ?1 order by name", after)
                        .page(Page.ofSize(limit))
                        .list();
        List<String> names = rows.stream().map(row -> row.name).toList();
        Map<String, List<AliasRow>> aliases =
                AliasRow.<AliasRow>stream("model in ?1", names)
                        .collect(Collectors.groupingBy(alias -> alias.model));
        return rows.stream()
                .map(row -> view(row, aliases.getOrDefault(row.name, List.of())))
                .toList();
    }

    @Transactional
    public Optional<RegisteredVersion> version(String model, int version) {
        return find(model, version).map(this::view);
    }

    /** The newest first, below this number. */
    @Transactional
    public List<RegisteredVersion> versions(String model, int before, int limit) {
        return VersionRow.<VersionRow>find(
                        "model = ?1 and version < ?2 order by version desc", model, before)
                .page(Page.ofSize(limit))
                .stream()
                .map(this::view)
                .toList();
    }

    /** The newest first, below this id. */
    @Transactional
    public List<RegistryEvent> events(String model, long before, int limit) {
        return EventRow.<EventRow>find("model = ?1 and id < ?2 order by id desc", model, before)
                .page(Page.ofSize(limit))
                .stream()
                .map(CatalogueRows::view)
                .toList();
    }

    private static Optional<VersionRow> find(String model, int version) {
        return VersionRow.find("model = ?1 and version = ?2", model, version).firstResultOptional();
    }

    private static RegisteredModel view(ModelRow row, List<AliasRow> aliases) {
        TreeMap<String, Integer> versions = new TreeMap<>();
        aliases.forEach(alias -> versions.put(alias.name, alias.version));
        return new RegisteredModel(row.name, row.lastVersion, versions, row.createdAt);
    }

    private RegisteredVersion view(VersionRow row) {
        Set<String> aliases =
                AliasRow.<AliasRow>stream("model = ?1 and version = ?2", row.model, row.version)
                        .map(alias -> alias.name)
                        .collect(Collectors.toSet());
        Lineage lineage =
                new Lineage(
                        Optional.ofNullable(row.runId),
                        Optional.ofNullable(row.dataset).map(Digest::new),
                        row.metrics,
                        row.parameters);
        return new RegisteredVersion(
                new ModelVersion(
                        row.model,
                        row.version,
                        new Digest(row.manifest),
                        aliases,
                        lineage,
                        row.createdAt),
                row.files,
                row.bytes);
    }

    private static RegistryEvent view(EventRow row) {
        long id = Objects.requireNonNull(row.id);
        return switch (row.kind) {
            case VERSION_REGISTERED ->
                    new RegistryEvent.VersionRegistered(id, row.model, row.version, row.occurredAt);
            case ALIAS_MOVED ->
                    new RegistryEvent.AliasMoved(
                            id,
                            row.model,
                            Objects.requireNonNull(row.alias),
                            row.version,
                            row.previousVersion == null
                                    ? OptionalInt.empty()
                                    : OptionalInt.of(row.previousVersion),
                            row.occurredAt);
        };
    }

    /** As exact as the database keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
