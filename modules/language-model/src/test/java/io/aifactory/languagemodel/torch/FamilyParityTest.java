package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.reference.FamilyCase;
import io.aifactory.languagemodel.reference.ReferenceDecoder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family against plain loops in double precision, however the tokens reach the engine. */
@OnDevice
class FamilyParityTest {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#all")
    void logitsAreThoseOfThePlainFormulasInTheMemoryForeseen(FamilyCase family) throws IOException {
        ReferenceDecoder reference = family.write(folder);
        double worst;
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(
                                ModelFiles.inFolder(folder),
                                TinyModel.DEVICE,
                                Precision.F32,
                                FamilyParity.SLOTS,
                                40)) {
            ForeseenMemory.assertHeldBy(engine, Precision.F32);
            worst = FamilyParity.worst(engine, reference);
        }
        System.getLogger(FamilyParityTest.class.getName())
                .log(System.Logger.Level.INFO, "{0}: {1}", family, Double.toString(worst));
        assertTrue(worst <= 1e-4, "largest relative difference of a logit: " + worst);
    }
}
