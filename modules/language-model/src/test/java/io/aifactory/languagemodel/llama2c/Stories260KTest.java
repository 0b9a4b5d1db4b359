package io.aifactory.languagemodel.llama2c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.importing.ImportWatch;
import io.aifactory.languagemodel.importing.ModelFolderWriter;
import io.aifactory.languagemodel.importing.StoredType;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.tokenization.SentencePiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published model, through importer and engine, against its published text. */
class Stories260KTest {
    private static final Path REFERENCE =
            Path.of(System.getProperty("aifactory.reference-data", "absent"))
                    .resolve("oracles/stories260K");

    @TempDir Path folder;

    @BeforeEach
    void skipWithoutReference() {
        assumeTrue(
                Files.exists(REFERENCE.resolve("stories260K.bin")),
                "reference data is absent: stories260K.bin; set aifactory.reference-data");
    }

    @Test
    void twoHundredGreedyTokensAndTheirTextAreThosePublished() throws IOException {
        Path target = folder.resolve("stories260K");
        try (Llama2cFile file = Llama2cFile.open(REFERENCE.resolve("stories260K.bin"))) {
            ModelFolderWriter.write(file.model(StoredType.F32), target, ImportWatch.none());
        }
        JsonNode oracle =
                new ObjectMapper().readTree(REFERENCE.resolve("expected_greedy.json").toFile());
        List<Integer> expected = new ArrayList<>();
        oracle.get("greedy_ids").forEach(id -> expected.add(id.intValue()));

        List<Integer> ids = new ArrayList<>();
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(ModelFiles.inFolder(target), new Device.Cpu(1), 1, 256)) {
            int next = oracle.get("start_token").intValue();
            while (ids.size() < 200) {
                StepItem item =
                        new StepItem(
                                0, ids.size(), new int[] {next}, Optional.of(Sampling.greedy()));
                next = engine.step(List.of(item)).getFirst().getFirst().token();
                ids.add(next);
            }
        }

        assertEquals(expected, ids);
        assertEquals(
                Files.readString(REFERENCE.resolve("expected_output_200_steps.txt")).strip(),
                text(ids).strip());
    }

    private static String text(List<Integer> ids) throws IOException {
        return SentencePiece.readLlama2c(Files.readAllBytes(REFERENCE.resolve("tok512.bin")))
                .decode(ids.stream().mapToInt(Integer::intValue).toArray());
    }
}
