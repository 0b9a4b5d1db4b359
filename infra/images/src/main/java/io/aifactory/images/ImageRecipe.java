package io.aifactory.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What goes into one image and how it starts.
 *
 * @param name repository name, for example {@code aifactory/registry}
 * @param application folder of this machine that becomes {@link #APPLICATION}
 * @param entrypoint command line
 * @param environment variables the command line starts with
 * @param ports documented TCP ports
 */
record ImageRecipe(
        String name,
        Path application,
        List<String> entrypoint,
        Map<String, String> environment,
        List<Integer> ports) {
    /** Where the Java runtime lies in every image. */
    static final String JAVA = "/opt/java";

    /** Where the application lies in every image. */
    static final String APPLICATION = "/opt/aifactory";

    /** The only place that is written and kept; a volume. */
    static final String DATA = "/data";

    /** User and group that everything runs as. */
    static final int USER = 10_001;

    ImageRecipe {
        entrypoint = List.copyOf(entrypoint);
        environment = Map.copyOf(environment);
        ports = List.copyOf(ports);
    }

    /** The last part of the name: what the tar file is called after. */
    String shortName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
