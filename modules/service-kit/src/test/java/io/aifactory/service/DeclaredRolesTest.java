package io.aifactory.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredRolesTest {
    static class Undeclared {
        public void open() {}

        @PermitAll
        public void everyone() {}

        @RolesAllowed("admin")
        public void admins() {}

        @DenyAll
        public void nobody() {}
    }

    @PermitAll
    static class Declared extends Undeclared {
        public void own() {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"everyone", "admins", "nobody"})
    void aMethodMayDeclareItsRole(String method) {
        assertDoesNotThrow(() -> ask(Undeclared.class, method));
    }

    @Test
    void aClassMayDeclareTheRoleOfItsMethods() {
        assertDoesNotThrow(() -> ask(Declared.class, "own"));
    }

    @Test
    void anEndpointWithoutRoleIsNamedTogetherWithTheRemedy() {
        UndeclaredRole refusal =
                assertThrows(UndeclaredRole.class, () -> ask(Undeclared.class, "open"));

        assertEquals(
                "the endpoint io.aifactory.service.DeclaredRolesTest$Undeclared#open does not"
                        + " declare who may call it; put @RolesAllowed, @PermitAll or @DenyAll"
                        + " (jakarta.annotation.security) on it or on Undeclared",
                refusal.getMessage());
    }

    @Test
    void aRoleOnASubclassDoesNotCoverWhatItInherits() {
        assertThrows(UndeclaredRole.class, () -> ask(Declared.class, "open"));
    }

    private static void ask(Class<?> resource, String name) throws ReflectiveOperationException {
        Method method = resource.getMethod(name);
        DeclaredRoles.require(endpoint(resource, method));
    }

    private static ResourceInfo endpoint(Class<?> resource, Method method) {
        return new ResourceInfo() {
            @Override
            public Method getResourceMethod() {
                return method;
            }

            @Override
            public Class<?> getResourceClass() {
                return resource;
            }
        };
    }
}
