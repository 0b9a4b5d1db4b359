package io.aifactory.service;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

/**
 * Denies by default: a service with an endpoint that does not say who may call it does not start.
 * Quarkus REST asks this class about every resource method before a port is opened. A role on a
 * subclass does not count for an inherited method, as in Jakarta Annotations.
 */
@Provider
public class DeclaredRoles implements DynamicFeature {
    @Override
    public void configure(ResourceInfo endpoint, FeatureContext context) {
        require(endpoint);
    }

    /**
     * Checks one endpoint.
     *
     * @throws UndeclaredRole if neither the method nor its class declares a role
     */
    static void require(ResourceInfo endpoint) {
        Method method = endpoint.getResourceMethod();
        if (!declares(method) && !declares(method.getDeclaringClass())) {
            throw new UndeclaredRole(endpoint.getResourceClass(), method);
        }
    }

    private static boolean declares(AnnotatedElement element) {
        return element.isAnnotationPresent(PermitAll.class)
                || element.isAnnotationPresent(RolesAllowed.class)
                || element.isAnnotationPresent(DenyAll.class);
    }
}
