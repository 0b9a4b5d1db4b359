package io.aifactory.factory.pull;

import io.aifactory.contracts.Digest;
import io.aifactory.factory.importing.ModelFormat;
import io.aifactory.factory.importing.WeightType;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model version is made of.
 *
 * @param format in which the files are
 * @param digests of the files by name
 */
record ModelSource(ModelFormat format, SortedMap<String, Digest> digests) {
    /** Raised when an importer writes other bytes for the same files. */
    private static final int IMPORTERS = 1;

    ModelSource {
        digests = new TreeMap<>(digests);
    }

    static ModelSource of(CatalogueModel model) {
        SortedMap<String, Digest> digests = new TreeMap<>();
        model.files().forEach(file -> digests.put(file.name(), file.digest()));
        return new ModelSource(model.format(), digests);
    }

    /** Identity of the version that comes out: equal recipes give equal files. */
    Digest recipe(WeightType weights) {
        StringBuilder text = new StringBuilder("import/" + IMPORTERS);
        text.append('\n').append(format).append('\n');
        if (format != ModelFormat.HUGGING_FACE) {
            text.append(weights).append('\n');
        }
        digests.forEach(
                (name, digest) -> text.append(digest).append(' ').append(name).append('\n'));
        return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
