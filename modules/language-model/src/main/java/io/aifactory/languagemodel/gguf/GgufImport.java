package io.aifactory.languagemodel.gguf;

import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.importing.ImportWatch;
import io.aifactory.languagemodel.importing.ModelFolderWriter;
import io.aifactory.languagemodel.importing.SourceModel;
import io.aifactory.languagemodel.importing.SourceTensor;
import io.aifactory.languagemodel.importing.StoredType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns a GGUF file into a model folder in Hugging Face layout. */
public final class GgufImport {
    private GgufImport() {}

    /**
     * Writes {@code config.json} and {@code model.safetensors} to a new folder; the tokenizer is
     * read apart, by {@link GgufTokenizer#of}.
     *
     * @param folder must not exist; its parent must
     * @throws ModelFormatException naming file and key or tensor, before anything is written
     * @throws java.util.concurrent.CancellationException if the watch stops it; nothing is left
     */
    public static void run(GgufFile file, StoredType stored, Path folder, ImportWatch watch)
            throws IOException {
        ModelFolderWriter.write(model(file, stored), folder, watch);
    }

    /**
     * The model that a file holds: every tensor of its architecture is there with the shape that
     * the metadata say, and no other.
     *
     * @throws ModelFormatException naming file and key or tensor
     */
    public static SourceModel model(GgufFile file, StoredType stored) {
        GgufShape shape = GgufShape.of(file);
        String config = GgufConfig.text(file, shape, stored);
        List<SourceTensor> tensors = new ArrayList<>();
        Set<String> used = new HashSet<>(Set.of(GgufRope.FACTORS));
        for (GgufPlace place : GgufLayout.of(file, shape)) {
            GgufTensor tensor = file.require(place.source());
            used.add(place.source());
            tensors.add(
                    new SourceTensor(
                            place.target(), place.shape(), new GgufRows(file, tensor, place)));
        }
        for (String name : file.tensors().keySet()) {
            if (!used.contains(name)) {
                throw new ModelFormatException(file.name() + " has an unknown tensor " + name);
            }
        }
        return new SourceModel(config, stored, tensors);
    }
}
