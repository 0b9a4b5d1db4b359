package io.aifactory.registry.naming;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.util.regex.Pattern;

/**
 * Names that people give. They are safe in URLs, file names and references: neither contains
 * {@code @}, {@code :}, {@code /} or white space.
 */
public final class Names {
    private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,95}");
    private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    private Names() {}

    public static boolean isModel(String name) {
        return MODEL.matcher(name).matches();
    }

    /** Aliases begin with a letter, so that no alias looks like a version number. */
    public static boolean isAlias(String name) {
        return ALIAS.matcher(name).matches();
    }

    /**
     * @throws FactoryException {@code MODEL_INVALID} if a model cannot have this name
     */
    public static String requireModel(String name) {
        if (!isModel(name)) {
            throw new FactoryException(
                            ErrorCode.MODEL_INVALID,
                            "'"
                                    + shown(name)
                                    + "' cannot be a model's name; use 1 to 96 of a-z, 0-9, '.',"
                                    + " '_' and '-', beginning with a letter or digit.")
                    .withParameter("name");
        }
        return name;
    }

    /**
     * @throws FactoryException {@code MODEL_INVALID} if an alias cannot have this name
     */
    public static String requireAlias(String name) {
        if (!isAlias(name)) {
            throw new FactoryException(
                            ErrorCode.MODEL_INVALID,
                            "'"
                                    + shown(name)
                                    + "' cannot be an alias; use 1 to 64 of a-z, 0-9, '_' and '-',"
                                    + " beginning with a letter.")
                    .withParameter("alias");
        }
        return name;
    }

    /** Long or unprintable input is not repeated in full. */
    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 100 ? printable : printable.substring(0, 100) + "…";
    }
}
