package io.aifactory.inference.model;

/**
 * An adapter that is to be loaded beside a model.
 *
 * @param name that requests give
 * @param manifestDigest {@code sha256:<hex>} of its manifest
 */
public record AdapterWish(String name, String manifestDigest) {
    /**
     * Reads {@code name=sha256:<hex>}.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    public static AdapterWish parse(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "aifactory.inference.adapters needs name=sha256:<64 hex digits>, not " + text);
        }
        return new AdapterWish(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
}
