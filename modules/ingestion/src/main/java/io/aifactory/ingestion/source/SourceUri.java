package io.aifactory.ingestion.source;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A source as a user names it. */
public sealed interface SourceUri {
    /** As given. */
    String text();

    /** A file or folder of this machine. */
    record Local(String text, Path path) implements SourceUri {}

    /** An artifact of a Maven repository, or one file of it. */
    record Maven(String text, MavenCoordinate coordinate, Optional<String> entry)
            implements SourceUri {}

    /** The default corpus. See {@link EuroparlSample}. */
    record Europarl(String text) implements SourceUri {}

    /**
     * Understands a source.
     *
     * @throws FactoryException {@code INVALID_REQUEST} if it has no known form
     */
    static SourceUri parse(String text) {
        if (text.isBlank()) {
            throw invalid("A source must not be empty.");
        }
        if (text.equals(EuroparlSample.NAME)) {
            return new Europarl(text);
        }
        if (text.startsWith("maven:")) {
            int mark = text.indexOf('!');
            Optional<String> entry =
                    mark < 0 ? Optional.empty() : Optional.of(text.substring(mark + 1));
            if (entry.isPresent() && entry.get().isBlank()) {
                throw invalid("Source '" + text + "' names no entry after '!'.");
            }
            String coordinate = text.substring("maven:".length(), mark < 0 ? text.length() : mark);
            return new Maven(text, MavenCoordinate.parse(coordinate), entry);
        }
        try {
            return new Local(text, Path.of(text));
        } catch (InvalidPathException e) {
            throw invalid("Source '" + text + "' is not a path of this machine.");
        }
    }

    private static FactoryException invalid(String message) {
        return new FactoryException(ErrorCode.INVALID_REQUEST, message).withParameter("sources");
    }
}
