package io.aifactory.factory.cli;

import io.aifactory.factory.daemon.Daemon;
import io.aifactory.factory.home.FactoryHome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which copy of the factory a command means. */
final class HomeOption {
    @Option(names = "--home", paramLabel = "DIR", descriptionKey = "option.home")
    private @Nullable Path home;

    FactoryHome home() {
        if (home != null) {
            return new FactoryHome(home);
        }
        String fromEnvironment = System.getenv("AIFACTORY_HOME");
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return new FactoryHome(Path.of(fromEnvironment));
        }
        return new FactoryHome(
                Path.of(System.getProperty("aifactory.checkout", ".")).resolve(".aifactory"));
    }

    /** Folder with {@code factory/} and {@code engine/}; the launcher says where it is. */
    Path distribution() {
        return Path.of(System.getProperty("aifactory.distribution", "target/distribution"));
    }

    /** How the user runs another command on the same copy, from where they are. */
    String command(String name) {
        String launcher = System.getProperty("aifactory.launcher", "./aifactory");
        return home == null ? launcher + " " + name : launcher + " " + name + " --home " + home;
    }

    Daemon daemon() {
        return new Daemon(home(), distribution());
    }
}
