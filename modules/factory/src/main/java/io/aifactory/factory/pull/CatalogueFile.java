package io.aifactory.factory.pull;

import io.aifactory.contracts.Digest;
import java.util.List;

/**
 * A file that is put together from packages.
 *
 * @param name what the importer calls it
 * @param bytes its size
 * @param digest of its content
 * @param parts one after the other
 */
public record CatalogueFile(String name, long bytes, Digest digest, List<Part> parts) {
    /**
     * A run of bytes of a file in a package.
     *
     * @param source name of the package
     * @param entry path in its archive, for example {@code package/model.part}
     * @param offset first byte
     * @param bytes how many
     */
    public record Part(String source, String entry, long offset, long bytes) {
        public Part {
            if (offset < 0 || bytes < 1) {
                throw new IllegalArgumentException("no bytes of " + entry);
            }
        }
    }

    public CatalogueFile {
        parts = List.copyOf(parts);
        if (parts.stream().mapToLong(Part::bytes).sum() != bytes) {
            throw new IllegalArgumentException("the parts of " + name + " are not its size");
        }
    }
}
