package io.aifactory.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all classes that ask for it the same {@link Demonstration}, after its first run: one
 * factory for the whole test run, stopped at its end.
 */
final class SharedDemonstration implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Demonstration.class;
    }

    @Override
    public Demonstration resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Demonstration demonstration =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(SharedDemonstration.class))
                        .computeIfAbsent(Demonstration.class, key -> create(), Demonstration.class);
        try {
            demonstration.first();
        } catch (ExecutionException e) {
            throw new ParameterResolutionException("the demonstration did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("the demonstration was interrupted", e);
        }
        return demonstration;
    }

    private static Demonstration create() {
        try {
            return new Demonstration();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
