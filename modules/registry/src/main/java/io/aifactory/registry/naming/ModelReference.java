package io.aifactory.registry.naming;

import java.util.Optional;

/** What a caller may write to mean one version of a model. */
public sealed interface ModelReference {
    /** The model's name. */
    String model();

    /** {@code model}: its champion, else its newest live version. */
    record Preferred(String model) implements ModelReference {}

    /** {@code model@alias}. */
    record ByAlias(String model, String alias) implements ModelReference {}

    /** {@code model:version}. */
    record ByVersion(String model, int version) implements ModelReference {}

    /** Reads a reference; empty if the text cannot refer to anything. */
    static Optional<ModelReference> parse(String text) {
        int at = text.indexOf('@');
        int colon = text.indexOf(':');
        if (at >= 0) {
            String model = text.substring(0, at);
            String alias = text.substring(at + 1);
            return Names.isModel(model) && Names.isAlias(alias)
                    ? Optional.of(new ByAlias(model, alias))
                    : Optional.empty();
        }
        if (colon >= 0) {
            String model = text.substring(0, colon);
            return Names.isModel(model)
                    ? version(text.substring(colon + 1)).map(v -> new ByVersion(model, v))
                    : Optional.empty();
        }
        return Names.isModel(text) ? Optional.of(new Preferred(text)) : Optional.empty();
    }

    private static Optional<Integer> version(String digits) {
        return digits.matches("[1-9][0-9]{0,8}")
                ? Optional.of(Integer.valueOf(digits))
                : Optional.empty();
    }
}
