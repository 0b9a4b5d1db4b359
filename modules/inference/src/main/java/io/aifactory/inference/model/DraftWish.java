package io.aifactory.inference.model;

/**
 * A smaller model that is to guess for a model's sequences.
 *
 * @param name by which messages call it
 * @param manifestDigest {@code sha256:<hex>} of its manifest
 */
public record DraftWish(String name, String manifestDigest) {
    /**
     * Reads {@code name=sha256:<hex>}.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    public static DraftWish parse(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "aifactory.inference.draft needs name=sha256:<64 hex digits>, not " + text);
        }
        return new DraftWish(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
}
