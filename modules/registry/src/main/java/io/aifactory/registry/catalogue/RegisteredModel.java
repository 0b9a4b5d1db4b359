package io.aifactory.registry.catalogue;

import java.time.Instant;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model: a name and the versions registered under it.
 *
 * @param name its name
 * @param latestVersion number of the newest version; versions 1 to this one exist
 * @param latestLiveVersion number of the newest version that is live; empty if all are archived
 * @param aliases version number by alias
 * @param createdAt when the first version was registered
 */
public record RegisteredModel(
        String name,
        int latestVersion,
        OptionalInt latestLiveVersion,
        SortedMap<String, Integer> aliases,
        Instant createdAt) {
    private static final String CHAMPION = "champion";

    public RegisteredModel {
        aliases = Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
    }

    /**
     * The version that is meant when none is named: the champion, else the newest live one; empty
     * if all are archived.
     */
    public OptionalInt preferredVersion() {
        Integer champion = aliases.get(CHAMPION);
        return champion == null ? latestLiveVersion : OptionalInt.of(champion);
    }

    /** Live while one of its versions is. */
    public VersionState.Name state() {
        return latestLiveVersion.isPresent() ? VersionState.Name.LIVE : VersionState.Name.ARCHIVED;
    }
}
