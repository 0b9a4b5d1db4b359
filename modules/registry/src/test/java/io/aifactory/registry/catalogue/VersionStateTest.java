package io.aifactory.registry.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.registry.catalogue.VersionState.Aliased;
import io.aifactory.registry.catalogue.VersionState.Archived;
import io.aifactory.registry.catalogue.VersionState.Name;
import io.aifactory.registry.catalogue.VersionState.Unaliased;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VersionStateTest {
    @Test
    void aVersionBeginsLiveAndCanBeArchivedAndRestored() {
        // Given
        Unaliased registered = VersionState.registered();

        // When
        Archived archived = registered.archived();
        Unaliased restored = archived.restored();

        // Then
        assertEquals(Name.LIVE, registered.name());
        assertEquals(Name.ARCHIVED, archived.name());
        assertEquals(registered, restored);
    }

    @Test
    void aVersionGetsAndLosesAliases() {
        Aliased one = VersionState.registered().aliased("champion");
        Aliased two = one.aliased("canary").aliased("champion");

        assertEquals(Name.LIVE, two.name());
        assertEquals(List.of("canary", "champion"), List.copyOf(two.aliases()));
        assertEquals(one, two.without("canary"));
        assertEquals(VersionState.registered(), one.without("champion"));
        assertEquals(one, one.without("another's"));
    }

    @Test
    void aliasesCannotBeChangedBehindTheStatesBack() {
        TreeSet<String> names = new TreeSet<>(Set.of("champion"));
        Aliased aliased = new Aliased(names);

        names.clear();

        assertEquals(Set.of("champion"), aliased.aliases());
        assertThrows(UnsupportedOperationException.class, () -> aliased.aliases().clear());
        assertThrows(IllegalArgumentException.class, () -> new Aliased(names));
    }

    /** A transition that is not in this table has no method, so that asking for it is no Java. */
    @Test
    void everyStateOffersItsLegalTransitionsAndNoOthers() {
        Map<String, Set<String>> transitions = new TreeMap<>();
        for (Class<?> state : List.of(Unaliased.class, Aliased.class, Archived.class)) {
            Set<String> names = new TreeSet<>();
            Arrays.stream(state.getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .filter(method -> VersionState.class.isAssignableFrom(method.getReturnType()))
                    .map(Method::getName)
                    .forEach(names::add);
            transitions.put(state.getSimpleName(), names);
        }

        assertEquals(
                Map.of(
                        "Unaliased", Set.of("aliased", "archived"),
                        "Aliased", Set.of("aliased", "without"),
                        "Archived", Set.of("restored")),
                transitions);
    }

    @ParameterizedTest
    @EnumSource
    void aStoredStateIsReadBack(Name name) {
        assertEquals(name, VersionState.of(name, Set.of()).name());
    }

    @Test
    void storedAliasesBelongToALiveVersionOnly() {
        Aliased aliased =
                assertInstanceOf(Aliased.class, VersionState.of(Name.LIVE, Set.of("champion")));

        assertEquals(Set.of("champion"), aliased.aliases());
        assertThrows(
                IllegalArgumentException.class,
                () -> VersionState.of(Name.ARCHIVED, Set.of("champion")));
    }
}
