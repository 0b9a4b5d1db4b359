package io.aifactory.registry;

import io.aifactory.service.StandaloneService;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the registry alone. */
@QuarkusMain(name = "registry")
public final class RegistryMain {
    private RegistryMain() {}

    public static void main(String... arguments) {
        StandaloneService.run("registry", arguments);
    }
}
