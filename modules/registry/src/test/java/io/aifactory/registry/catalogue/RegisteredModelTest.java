package io.aifactory.registry.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RegisteredModelTest {
    @Test
    void theChampionIsPreferredToTheNewestLiveVersion() {
        RegisteredModel model = model(OptionalInt.of(3), Map.of("champion", 1, "canary", 2));

        assertEquals(OptionalInt.of(1), model.preferredVersion());
        assertEquals(VersionState.Name.LIVE, model.state());
    }

    @Test
    void withoutAChampionTheNewestLiveVersionIsPreferred() {
        RegisteredModel model = model(OptionalInt.of(3), Map.of("canary", 2));

        assertEquals(OptionalInt.of(3), model.preferredVersion());
    }

    @Test
    void aModelWhoseVersionsAreAllArchivedIsArchivedAndPrefersNone() {
        RegisteredModel model = model(OptionalInt.empty(), Map.of());

        assertEquals(OptionalInt.empty(), model.preferredVersion());
        assertEquals(VersionState.Name.ARCHIVED, model.state());
    }

    private static RegisteredModel model(OptionalInt live, Map<String, Integer> aliases) {
        return new RegisteredModel("m", 4, live, new TreeMap<>(aliases), Instant.EPOCH);
    }
}
