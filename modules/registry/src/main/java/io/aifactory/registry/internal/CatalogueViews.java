package io.aifactory.registry.internal;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.registry.catalogue.RegisteredModel;
import io.aifactory.registry.catalogue.RegisteredVersion;
import io.aifactory.registry.catalogue.RegistryEvent;
import io.aifactory.registry.catalogue.VersionState;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
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

/** What readers see of the registry's rows. */
@ApplicationScoped
public class CatalogueViews {
    private final EntityManager entities;

    public CatalogueViews(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    public Optional<RegisteredModel> model(String name) {
        return ModelRow.<ModelRow>findByIdOptional(name).map(row -> views(List.of(row)).getFirst());
    }

    /** By name, behind this one. */
    @Transactional
    public List<RegisteredModel> models(String after, int limit) {
        return views(
                ModelRow.<ModelRow>find("name > ?1 order by name", after)
                        .page(Page.ofSize(limit))
                        .list());
    }

    private List<RegisteredModel> views(List<ModelRow> rows) {
        List<String> names = rows.stream().map(row -> row.name).toList();
        Map<String, TreeMap<String, Integer>> aliases = new HashMap<>();
        AliasRow.<AliasRow>stream("model in ?1", names)
                .forEach(alias ->
                        aliases.computeIfAbsent(alias.model, name -> new TreeMap<>())
                                .put(alias.name, alias.version));
        Map<String, Integer> newestLive =
                entities.createQuery(
                                "select v.model, max(v.version) from RegistryVersion v"
                                        + " join RegistryVersionState s on s.versionId = v.id"
                                        + " where v.model in ?1 and s.state = ?2 group by v.model",
                                Tuple.class)
                        .setParameter(1, names)
                        .setParameter(2, VersionState.Name.LIVE)
                        .getResultStream()
                        .collect(
                                Collectors.toMap(
                                        row -> row.get(0, String.class),
                                        row -> row.get(1, Integer.class)));
        return rows.stream()
                .map(row ->
                        new RegisteredModel(
                                row.name,
                                row.lastVersion,
                                newestLive.containsKey(row.name)
                                        ? OptionalInt.of(newestLive.get(row.name))
                                        : OptionalInt.empty(),
                                aliases.getOrDefault(row.name, new TreeMap<>()),
                                row.createdAt))
                .toList();
    }

    @Transactional
    public Optional<RegisteredVersion> version(String model, int version) {
        return find(model, version).map(row -> view(row, state(row)));
    }

    /** The newest first, below this number. */
    @Transactional
    public List<RegisteredVersion> versions(String model, int before, int limit) {
        List<VersionRow> rows =
                VersionRow.<VersionRow>find(
                                "model = ?1 and version < ?2 order by version desc", model, before)
                        .page(Page.ofSize(limit))
                        .list();
        Map<Long, VersionState> states = states(rows);
        return rows.stream()
                .map(row -> view(row, Objects.requireNonNull(states.get(row.id))))
                .toList();
    }

    /** The newest first, below this id. */
    @Transactional
    public List<RegistryEvent> events(String model, long before, int limit) {
        return EventRow.<EventRow>find("model = ?1 and id < ?2 order by id desc", model, before)
                .page(Page.ofSize(limit))
                .stream()
                .map(EventRow::view)
                .toList();
    }

    static Optional<VersionRow> find(String model, int version) {
        return VersionRow.find("model = ?1 and version = ?2", model, version).firstResultOptional();
    }

    /** Where a version stands; within a writer's transaction, what it has written counts. */
    VersionState state(VersionRow row) {
        return Objects.requireNonNull(states(List.of(row)).get(row.id));
    }

    /** State and aliases come from one statement, so that they belong to the same moment. */
    private Map<Long, VersionState> states(Collection<VersionRow> rows) {
        Map<Long, VersionState.Name> names = new HashMap<>();
        Map<Long, Set<String>> aliases = new HashMap<>();
        entities.createQuery(
                        "select v.id, s.state, a.name from RegistryVersion v"
                                + " join RegistryVersionState s on s.versionId = v.id"
                                + " left join RegistryAlias a"
                                + " on a.model = v.model and a.version = v.version"
                                + " where v.id in ?1",
                        Tuple.class)
                .setParameter(1, rows.stream().map(row -> row.id).toList())
                .getResultStream()
                .forEach(found -> {
                    Long id = found.get(0, Long.class);
                    names.put(id, found.get(1, VersionState.Name.class));
                    Set<String> all = aliases.computeIfAbsent(id, key -> new TreeSet<>());
                    Optional.ofNullable(found.get(2, String.class)).ifPresent(all::add);
                });
        Map<Long, VersionState> states = new HashMap<>();
        names.forEach((id, name) ->
                states.put(id, VersionState.of(name, aliases.getOrDefault(id, Set.of()))));
        return states;
    }

    static RegisteredVersion view(VersionRow row, VersionState state) {
        Lineage lineage =
                new Lineage(
                        Optional.ofNullable(row.runId),
                        Optional.ofNullable(row.dataset).map(Digest::new),
                        row.metrics,
                        row.parameters);
        Set<String> aliases =
                switch (state) {
                    case VersionState.Live live -> live.aliases();
                    case VersionState.Archived _ -> Set.of();
                };
        return new RegisteredVersion(
                new ModelVersion(
                        row.model,
                        row.version,
                        new Digest(row.manifest),
                        aliases,
                        lineage,
                        row.createdAt),
                state,
                row.files,
                row.bytes);
    }
}
