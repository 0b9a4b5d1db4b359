package io.aifactory.ingestion.source;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/** Errors of reading, naming the file as the user knows it. */
final class Unreadable {
    private Unreadable() {}

    static FactoryException because(String source, String name, IOException cause) {
        String why =
                switch (cause) {
                    case NoSuchFileException _ -> "it is not there";
                    case AccessDeniedException _ -> "the factory may not read it";
                    case ZipException _ -> "its compressed content is damaged";
                    case java.io.EOFException _ -> "it ends too early; it may be cut off";
                    default -> "reading failed";
                };
        return new FactoryException(
                ErrorCode.SOURCE_UNREADABLE,
                place(source, name) + " cannot be read: " + why + ".",
                cause);
    }

    static FactoryException changed(String source, String name) {
        return new FactoryException(
                ErrorCode.SOURCE_UNREADABLE,
                place(source, name)
                        + " changed while it was read; start again when it is at rest.");
    }

    static String place(String source, String name) {
        return name.isEmpty() || name.equals(source)
                ? "Source '" + source + "'"
                : "'" + name + "' of source '" + source + "'";
    }
}
