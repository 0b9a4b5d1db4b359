package io.aifactory.service;

import java.io.Serial;
import java.lang.reflect.Method;

/**
 * An endpoint that does not say who may call it: a defect of the program, found at its start. It
 * has no stack trace, so that the message is the last line of the failed start.
 */
final class UndeclaredRole extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    UndeclaredRole(Class<?> resource, Method method) {
        super(
                "the endpoint "
                        + resource.getName()
                        + "#"
                        + method.getName()
                        + " does not declare who may call it; put @RolesAllowed, @PermitAll or"
                        + " @DenyAll (jakarta.annotation.security) on it or on "
                        + method.getDeclaringClass().getSimpleName(),
                null,
                false,
                false);
    }
}
