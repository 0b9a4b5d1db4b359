package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.importing.ImportWatch;
import io.aifactory.languagemodel.importing.ModelFolderWriter;
import io.aifactory.languagemodel.importing.StoredType;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.llama2c.Llama2cFile;
import io.aifactory.languagemodel.reference.FamilyCase;
import io.aifactory.languagemodel.reference.ReferenceDecoder;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Computing in bfloat16 against computing exactly with the same weights. All models here are
 * random: their best two logits are often closer than bfloat16 can tell, so the best token is
 * compared where its lead exceeds the noise, five times the root mean square of the differences.
 */
class Bfloat16Test {
    private static final double LEADS = 5;

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#all")
    void everyFamilyStaysNearThePlainFormulasInTheMemoryForeseen(FamilyCase family)
            throws IOException {
        FamilyCase rounded = new FamilyCase(family.name(), TensorType.BF16, family.keys());
        ReferenceDecoder reference = rounded.write(folder);
        Comparison comparison = new Comparison();
        try (InferenceEngine engine = load(folder, Precision.BF16)) {
            ForeseenMemory.assertHeldBy(engine, Precision.BF16);
            for (int slot = 0; slot < 4; slot++) {
                int[] text = new Random(slot).ints(30, 0, 97).toArray();
                double[][] expected = reference.logits(text);
                // the first half in one go, the others token by token
                float[] half = engine.logits(List.of(item(slot, 0, Arrays.copyOf(text, 15))))[0];
                comparison.add(expected[14], half);
                for (int t = 15; t < text.length; t++) {
                    comparison.add(expected[t], engine.logits(List.of(item(slot, t, text[t])))[0]);
                }
            }
        }
        // a random router is often undecided between experts, and another expert is another result
        boolean mixture = family.name().contains("moe") || family.name().contains("mixtral");
        comparison.check(mixture ? 0.15 : 0.03, mixture ? 0.9 : 0.99);
    }

    @Test
    void llamaTinyHasTheBestTokensOfTheReference() throws IOException {
        ReferenceModel model = ReferenceModel.orSkip();
        Comparison comparison = new Comparison();
        try (InferenceEngine exact = load(model.folder, Precision.F32);
                InferenceEngine engine = load(model.folder, Precision.BF16)) {
            for (String prompt : List.of("p1", "p7", "p33", "p130")) {
                int[] ids = model.integers(model.prompt(prompt).get("ids"));
                for (int t = 0; t < ids.length; t++) {
                    float[] expected = exact.logits(List.of(item(0, t, ids[t])))[0];
                    float[] actual = engine.logits(List.of(item(1, t, ids[t])))[0];
                    comparison.add(expected, actual);
                }
                comparison.add(
                        model.floats(prompt + "_last_logits"),
                        engine.logits(List.of(item(2, 0, ids)))[0]);
            }
        }
        // the reference's own bfloat16 differs by 0.033
        comparison.check(0.033, 0.99);
    }

    @Test
    void aTrainedModelContinuesItsPublishedTextAsInFloat32() throws IOException {
        Path reference = ReferenceModel.folder("stories260K");
        try (Llama2cFile file = Llama2cFile.open(reference.resolve("stories260K.bin"))) {
            ModelFolderWriter.write(
                    file.model(StoredType.F32), folder.resolve("stories"), ImportWatch.none());
        }
        JsonNode greedy =
                new ObjectMapper().readTree(reference.resolve("expected_greedy.json").toFile());

        int agreeing = 0;
        try (InferenceEngine engine = load(folder.resolve("stories"), Precision.BF16)) {
            int token = greedy.get("start_token").intValue();
            for (int t = 0; t < 200; t++) {
                float[] logits = engine.logits(List.of(item(0, t, token)))[0];
                token = greedy.get("greedy_ids").get(t).intValue();
                agreeing += best(logits) == token ? 1 : 0;
            }
        }

        assertTrue(agreeing >= 198, agreeing + " of 200 best tokens are those of float32");
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int i = 0; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    private static InferenceEngine load(Path folder, Precision precision) throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), TinyModel.PROCESSOR, precision, 4, 0);
    }

    private static StepItem item(int slot, int position, int... tokens) {
        return new StepItem(slot, position, tokens, Optional.empty());
    }

    /** Logits of many positions, exact and in bfloat16. */
    private static final class Comparison {
        private final List<Double> lostLeads = new ArrayList<>();
        private final List<Double> keptLeads = new ArrayList<>();
        private double squaredDifferences;
        private double squares;
        private long count;

        void add(float[] expected, float[] actual) {
            double[] widened = new double[expected.length];
            Arrays.setAll(widened, i -> expected[i]);
            add(widened, actual);
        }

        void add(double[] expected, float[] actual) {
            int best = 0;
            int chosen = 0;
            for (int i = 0; i < expected.length; i++) {
                squaredDifferences += Math.pow(expected[i] - actual[i], 2);
                squares += expected[i] * expected[i];
                best = expected[i] > expected[best] ? i : best;
                chosen = actual[i] > actual[chosen] ? i : chosen;
            }
            count += expected.length;
            double[] sorted = expected.clone();
            Arrays.sort(sorted);
            double lead = sorted[sorted.length - 1] - sorted[sorted.length - 2];
            (best == chosen ? keptLeads : lostLeads).add(lead);
        }

        /**
         * @param difference root mean square, as a part of the logits'
         * @param agreement on the best token where it leads by more than the noise
         */
        void check(double difference, double agreement) {
            double rms = Math.sqrt(squaredDifferences / count);
            double relative = Math.sqrt(squaredDifferences / squares);
            long lost = lostLeads.stream().filter(lead -> lead > LEADS * rms).count();
            long kept = keptLeads.stream().filter(lead -> lead > LEADS * rms).count();
            String found =
                    "relative difference %.4f; of %d leads beyond the noise %d lost; of all %d, %d"
                            .formatted(
                                    relative,
                                    lost + kept,
                                    lost,
                                    lostLeads.size() + keptLeads.size(),
                                    lostLeads.size());
            System.getLogger(Bfloat16Test.class.getName()).log(System.Logger.Level.INFO, found);
            assertTrue(relative <= difference, found);
            assertTrue(kept >= agreement * (lost + kept), found);
            assertTrue(kept > lostLeads.size(), found);
        }
    }
}
