package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.reference.EncoderCase;
import io.aifactory.languagemodel.reference.FamilyCase;
import io.aifactory.languagemodel.reference.ReferenceDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrices in int8: against plain loops over the same rounded matrices, and against exact ones. */
@OnDevice
class Int8Test {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#all")
    void logitsAreThoseOfTheRoundedMatricesInTheMemoryForeseen(FamilyCase family)
            throws IOException {
        family.write(folder);
        ReferenceDecoder rounded = family.inInt8(Map.of());
        try (InferenceEngine engine = load(folder, Precision.INT8)) {
            ForeseenMemory.assertHeldBy(engine, Precision.INT8);
            Comparison.of(rounded, engine).checkExact(tolerance(engine));
        }
    }

    @Test
    void llamaTinyHasTheBestTokensOfTheReference() throws IOException {
        ReferenceModel model = ReferenceModel.orSkip();
        try (InferenceEngine exact = load(model.folder, Precision.F32);
                InferenceEngine engine = load(model.folder, Precision.INT8)) {
            // a 127th of a row's largest weight is coarser than bfloat16 is for most weights
            model.compared(exact, engine).check(0.07, 0.99);
        }
    }

    @Test
    void severalRowsGiveWhatEachGivesAlone() throws IOException {
        ReferenceModel model = ReferenceModel.orSkip();
        try (InferenceEngine engine = load(model.folder, Precision.INT8)) {
            List<StepItem> items =
                    IntStream.range(0, 4).mapToObj(slot -> item(slot, 0, 5 + slot)).toList();
            float[][] together = engine.logits(items);
            Comparison comparison = new Comparison();
            for (int i = 0; i < items.size(); i++) {
                comparison.add(Comparison.logits(engine, i, 0, 5 + i), together[i]);
            }
            comparison.checkExact(1e-5);
        }
    }

    @Test
    void aTrainedModelContinuesItsPublishedTextAsInFloat32() throws IOException {
        TrainedModel stories = TrainedModel.orSkip(folder);
        try (InferenceEngine engine = load(stories.folder(), Precision.INT8)) {
            int agreeing = stories.agreeing(engine);
            assertTrue(agreeing >= 198, agreeing + " of 200 best tokens are those of float32");
        }
    }

    @Test
    void embeddingModelsAreNotKeptInInt8() throws IOException {
        EncoderCase.all().findFirst().orElseThrow().write(folder);
        ModelFiles files = ModelFiles.inFolder(folder);
        TorchLanguageModels models = new TorchLanguageModels();
        assertThrows(
                IllegalArgumentException.class,
                () -> models.loadEmbedder(files, TinyModel.DEVICE, Precision.INT8));
    }

    /**
     * Packed products round what is multiplied with the matrices, too, to a 60,000th of each row's
     * largest number; those of mixtures are not packed and do not.
     */
    static double tolerance(InferenceEngine engine) {
        return engine.config().hasMixture() ? 1e-4 : 1e-3;
    }

    private static InferenceEngine load(Path folder, Precision precision) throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), TinyModel.DEVICE, precision, 4, 0);
    }

    private static StepItem item(int slot, int position, int... tokens) {
        return new StepItem(slot, position, tokens, Optional.empty());
    }
}
