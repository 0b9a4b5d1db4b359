package io.aifactory.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The images of the factory. Pure. */
final class Recipes {
    /** A service: its module folder and its HTTP (inference: gRPC) and management ports. */
    private record Service(String module, int http, int management) {}

    private static final List<Service> SERVICES =
            List.of(
                    new Service("ingestion", 8081, 9081),
                    new Service("training", 8082, 9082),
                    new Service("registry", 8083, 9083),
                    new Service("inference", 9100, 9101),
                    new Service("scheduler", 8085, 9085));

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "AIFACTORY_HOME",
                    ImageRecipe.DATA,
                    "AIFACTORY_STORAGE_ROOT",
                    ImageRecipe.DATA + "/storage",
                    "DJL_CACHE_DIR",
                    ImageRecipe.DATA + "/cache",
                    "JAVA_HOME",
                    ImageRecipe.JAVA,
                    "LANG",
                    "C.UTF-8");

    private Recipes() {}

    /**
     * All in one, and one for each service that starts alone.
     *
     * @param project root folder of the project, built
     */
    static List<ImageRecipe> of(Path project) {
        Path modules = project.resolve("modules");
        List<ImageRecipe> recipes = new ArrayList<>();
        recipes.add(allInOne(modules.resolve("factory").resolve("target").resolve("distribution")));
        for (Service service : SERVICES) {
            recipes.add(
                    new ImageRecipe(
                            "aifactory/" + service.module(),
                            modules.resolve(service.module())
                                    .resolve("target")
                                    .resolve("quarkus-app"),
                            java("-jar", ImageRecipe.APPLICATION + "/quarkus-run.jar"),
                            ENVIRONMENT,
                            List.of(service.http(), service.management())));
        }
        return recipes;
    }

    private static ImageRecipe allInOne(Path distribution) {
        return new ImageRecipe(
                "aifactory/factory",
                distribution,
                java(
                        "-Daifactory.distribution=" + ImageRecipe.APPLICATION,
                        "-jar",
                        ImageRecipe.APPLICATION + "/factory/quarkus-run.jar",
                        "serve"),
                ENVIRONMENT,
                List.of(8080));
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ImageRecipe.JAVA + "/bin/java");
        command.addAll(
                List.of(
                        "-XX:MaxRAMPercentage=60",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:ErrorFile=" + ImageRecipe.DATA + "/hs_err_pid%p.log",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(arguments));
        return command;
    }
}
