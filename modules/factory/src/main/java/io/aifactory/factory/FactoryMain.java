package io.aifactory.factory;

import io.aifactory.factory.cli.CommandLineFace;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Entry of every command. Only the internal {@code serve} command boots the application server; the
 * others are plain clients that start in a fraction of a second.
 */
@QuarkusMain(name = "factory")
public final class FactoryMain {
    private FactoryMain() {}

    public static void main(String... arguments) {
        System.exit(CommandLineFace.run(arguments));
    }
}
