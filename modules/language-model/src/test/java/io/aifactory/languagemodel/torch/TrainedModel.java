package io.aifactory.languagemodel.torch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.importing.ImportWatch;
import io.aifactory.languagemodel.importing.ModelFolderWriter;
import io.aifactory.languagemodel.importing.StoredType;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.llama2c.Llama2cFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * stories260K of llama2.c as a model folder, with the text that its author published: 200 tokens,
 * each the most probable one in float32.
 */
record TrainedModel(Path folder, JsonNode published) {
    /** Skips the test where the reference data is absent. */
    static TrainedModel orSkip(Path parent) throws IOException {
        Path reference = ReferenceModel.folder("stories260K");
        Path folder = parent.resolve("stories");
        try (Llama2cFile file = Llama2cFile.open(reference.resolve("stories260K.bin"))) {
            ModelFolderWriter.write(file.model(StoredType.F32), folder, ImportWatch.none());
        }
        JsonNode greedy =
                new ObjectMapper().readTree(reference.resolve("expected_greedy.json").toFile());
        return new TrainedModel(folder, greedy);
    }

    /** How often the engine's most probable token after published ones is the next of them. */
    int agreeing(InferenceEngine engine) {
        int agreeing = 0;
        int token = published.get("start_token").intValue();
        for (int t = 0; t < 200; t++) {
            float[] logits = Comparison.logits(engine, 0, t, token);
            token = published.get("greedy_ids").get(t).intValue();
            agreeing += Comparison.best(logits) == token ? 1 : 0;
        }
        return agreeing;
    }
}
