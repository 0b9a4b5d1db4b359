package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.reference.FamilyCase;
import io.aifactory.languagemodel.reference.ReferenceDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrices of blocks in int4: against plain loops over the same rounded matrices. */
@OnDevice
class Int4Test {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#inGroups")
    void logitsAreThoseOfTheRoundedMatricesInTheMemoryForeseen(FamilyCase family)
            throws IOException {
        family.write(folder);
        ReferenceDecoder rounded = family.inInt4();
        try (InferenceEngine engine = load()) {
            ForeseenMemory.assertHeldBy(engine, Precision.INT4);
            // all that differs is rounded as in bfloat16, and held to its bound
            Comparison.of(rounded, engine).check(0.03, 0.99);
        }
    }

    @Test
    void severalRowsGiveWhatEachGivesAlone() throws IOException {
        FamilyCase.inGroups().findFirst().orElseThrow().write(folder);
        try (InferenceEngine engine = load()) {
            List<StepItem> items =
                    IntStream.range(0, 4).mapToObj(slot -> item(slot, 5 + slot)).toList();
            float[][] together = engine.logits(items);
            Comparison comparison = new Comparison();
            for (int i = 0; i < items.size(); i++) {
                comparison.add(Comparison.logits(engine, i, 0, 5 + i), together[i]);
            }
            comparison.check(0.02, 0.99);
        }
    }

    @Test
    void whatHasNoWholeGroupsIsRefusedByName() throws IOException {
        FamilyCase.named("llama").write(folder);
        ModelFormatException refused = assertThrows(ModelFormatException.class, this::load);
        assertEquals(
                "int4 keeps matrices whose rows are a multiple of 32 and whose number of rows is one"
                        + " of 16; model.layers.0.self_attn.q_proj.weight with what is stacked on it"
                        + " has 144 rows of 48. Use int8 or bf16.",
                refused.getMessage());
    }

    @Test
    void mixturesAreRefused() throws IOException {
        FamilyCase.all()
                .filter(family -> family.name().contains("mixtral"))
                .findFirst()
                .orElseThrow()
                .write(folder);
        ModelFormatException refused = assertThrows(ModelFormatException.class, this::load);
        assertEquals(
                "mixtures of experts are not kept in int4; use int8 or bf16", refused.getMessage());
    }

    private InferenceEngine load() throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), TinyModel.DEVICE, Precision.INT4, 4, 0);
    }

    private static StepItem item(int slot, int token) {
        return new StepItem(slot, 0, new int[] {token}, Optional.empty());
    }
}
