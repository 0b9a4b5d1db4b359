package io.aifactory.factory.serve;

import io.aifactory.factory.home.FactoryHome;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/** What the control plane tells its modules about the engine processes that they start. */
final class EngineSettings {
    private EngineSettings() {}

    static Map<String, String> of(FactoryHome home, Path distribution) {
        Path engine = distribution.resolve("engine");
        return Map.of(
                "aifactory.training.work-folder",
                home.training().toString(),
                "aifactory.training.trainer.class-path",
                String.join(
                        File.pathSeparator,
                        engine.resolve("trainer") + "/*",
                        engine.resolve("lib/main") + "/*",
                        engine.resolve("lib/boot") + "/*"));
    }
}
