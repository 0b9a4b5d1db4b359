package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.reference.FamilyCase;
import io.aifactory.languagemodel.reference.ReferenceDecoder;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Computing in bfloat16 against computing exactly with the same weights. */
@OnDevice
class Bfloat16Test {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#all")
    void everyFamilyStaysNearThePlainFormulasInTheMemoryForeseen(FamilyCase family)
            throws IOException {
        FamilyCase rounded =
                new FamilyCase(family.name(), TensorType.BF16, family.hidden(), family.keys());
        ReferenceDecoder reference = rounded.write(folder);
        // a random router is often undecided between experts, and another expert is another result
        boolean mixture = family.name().contains("moe") || family.name().contains("mixtral");
        try (InferenceEngine engine = load(folder, Precision.BF16)) {
            ForeseenMemory.assertHeldBy(engine, Precision.BF16);
            Comparison.of(reference, engine).check(mixture ? 0.15 : 0.03, mixture ? 0.9 : 0.99);
        }
    }

    @Test
    void llamaTinyHasTheBestTokensOfTheReference() throws IOException {
        ReferenceModel model = ReferenceModel.orSkip();
        try (InferenceEngine exact = load(model.folder, Precision.F32);
                InferenceEngine engine = load(model.folder, Precision.BF16)) {
            // the reference's own bfloat16 differs by 0.033
            model.compared(exact, engine).check(0.033, 0.99);
        }
    }

    @Test
    void aTrainedModelContinuesItsPublishedTextAsInFloat32() throws IOException {
        TrainedModel stories = TrainedModel.orSkip(folder);
        try (InferenceEngine engine = load(stories.folder(), Precision.BF16)) {
            int agreeing = stories.agreeing(engine);
            assertTrue(agreeing >= 198, agreeing + " of 200 best tokens are those of float32");
        }
    }

    private static InferenceEngine load(Path folder, Precision precision) throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), TinyModel.DEVICE, precision, 4, 0);
    }
}
