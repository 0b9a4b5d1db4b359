package io.aifactory.ingestion.source;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.util.regex.Pattern;

/**
 * {@code group:artifact:version[:classifier]} of a jar, or {@code
 * group:artifact:version:packaging:classifier} of anything else, as Maven's own tools write it; the
 * classifier of the long form may be empty.
 *
 * @param packaging {@code jar} where none is given
 * @param classifier empty where none is given
 */
public record MavenCoordinate(
        String group, String artifact, String version, String packaging, String classifier) {
    private static final String JAR = "jar";
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}");

    /**
     * Understands a coordinate.
     *
     * @throws FactoryException {@code INVALID_REQUEST} if it is not one
     */
    public static MavenCoordinate parse(String text) {
        String[] parts = text.split(":", -1);
        boolean valid = parts.length >= 3 && parts.length <= 5;
        for (int i = 0; i < parts.length; i++) {
            boolean mayBeEmpty = i == 4;
            valid &= (mayBeEmpty && parts[i].isEmpty()) || PART.matcher(parts[i]).matches();
        }
        if (!valid) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "'"
                                    + text
                                    + "' is not a Maven coordinate; write"
                                    + " maven:group:artifact:version[:classifier] or"
                                    + " maven:group:artifact:version:packaging:classifier.")
                    .withParameter("sources");
        }
        return new MavenCoordinate(
                parts[0],
                parts[1],
                parts[2],
                parts.length == 5 ? parts[3] : JAR,
                parts.length > 3 ? parts[parts.length - 1] : "");
    }

    /** Name of the file in a repository. */
    public String fileName() {
        return artifact
                + "-"
                + version
                + (classifier.isEmpty() ? "" : "-" + classifier)
                + "."
                + packaging;
    }

    @Override
    public String toString() {
        String shortest = group + ":" + artifact + ":" + version;
        if (!packaging.equals(JAR)) {
            return shortest + ":" + packaging + ":" + classifier;
        }
        return classifier.isEmpty() ? shortest : shortest + ":" + classifier;
    }
}
