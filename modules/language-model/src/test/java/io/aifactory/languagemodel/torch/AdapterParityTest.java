package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.adapter.Adapters;
import io.aifactory.languagemodel.adapter.LinearModule;
import io.aifactory.languagemodel.adapter.LinearModules;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.reference.FamilyCase;
import io.aifactory.languagemodel.reference.RandomAdapter;
import io.aifactory.languagemodel.reference.ReferenceDecoder;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters beside a model against plain loops over merged weights W + scale · B · A. */
@OnDevice
class AdapterParityTest {
    private static final int LENGTH = 15;

    @TempDir Path folder;

    /** Two adapters of unlike ranks, scales, types and places; what each computes, and the base. */
    private record Served(
            FamilyCase family, List<AdapterFiles> adapters, List<ReferenceDecoder> references) {
        double[][] expected(int adapter, int[] text) {
            return references.get(adapter + 1).logits(text);
        }
    }

    private Served write(String name) throws IOException {
        FamilyCase family = FamilyCase.named(name);
        return write(family, family::changed);
    }

    /**
     * @param reference what the model computes with changed tensors
     */
    private Served write(
            FamilyCase family, Function<Map<String, double[]>, ReferenceDecoder> reference)
            throws IOException {
        ModelConfig config = ModelConfigFile.parse(family.config());
        RandomAdapter wide =
                new RandomAdapter(
                        """
                        {"peft_type": "LORA", "r": 3, "lora_alpha": 6, "target_modules":
                         ".*(self_attn|layers\\\\.(0|2)\\\\.mlp)\\\\.[a-z]+_proj"}\
                        """,
                        TensorType.F32,
                        1);
        RandomAdapter narrow =
                new RandomAdapter(
                        """
                        {"peft_type": "LORA", "r": 4, "lora_alpha": 3, "use_rslora": true,
                         "target_modules": ["q_proj", "v_proj"], "rank_pattern": {"v_proj": 9}}\
                        """,
                        TensorType.BF16,
                        2);
        for (LinearModule module : LinearModules.of(config)) {
            int outputs = (int) module.outputs();
            int inputs = (int) module.inputs();
            if (module.kind().adaptable()
                    && (module.name().contains("self_attn") || module.block() != 1)) {
                wide.with(module.name(), outputs, inputs, 3, 2);
            }
            if (module.name().endsWith("q_proj")) {
                narrow.with(module.name(), outputs, inputs, 4, 1.5);
            } else if (module.name().endsWith("v_proj")) {
                narrow.with(module.name(), outputs, inputs, 9, 1);
            }
        }
        family.write(folder);
        return new Served(
                family,
                List.of(wide.write(folder.resolve("wide")), narrow.write(folder.resolve("narrow"))),
                List.of(
                        reference.apply(Map.of()),
                        reference.apply(wide.changes()),
                        reference.apply(narrow.changes())));
    }

    private InferenceEngine load(Precision precision, List<AdapterFiles> adapters)
            throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), TinyModel.DEVICE, precision, 6, 40, 0, adapters);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3", "qwen3 moe with dense layers"})
    void eachSequenceGetsTheLogitsOfItsAdapterMergedWhateverElseIsInTheBatch(String name)
            throws IOException {
        Served served = write(name);
        try (InferenceEngine engine = load(Precision.F32, served.adapters())) {
            assertEquals(2, engine.adapters());
            ForeseenMemory.assertHeldBy(engine, Precision.F32, room(served, engine.config()));
            double worst = worst(engine, served);
            System.getLogger(AdapterParityTest.class.getName())
                    .log(System.Logger.Level.INFO, "{0}: {1}", name, Double.toString(worst));
            assertTrue(worst <= 1e-4, "largest relative difference of a logit: " + worst);
        }
    }

    private static AdapterRoom room(Served served, ModelConfig config) throws IOException {
        try (Adapters opened = Adapters.open(served.adapters(), config)) {
            return opened.room(config);
        }
    }

    @Test
    void inBfloat16LogitsAreThoseOfItsAdapterMergedAsFarAsTheseNumbersCanTell() throws IOException {
        Served served = write("llama");
        try (InferenceEngine engine = load(Precision.BF16, served.adapters())) {
            ForeseenMemory.assertHeldBy(engine, Precision.BF16, room(served, engine.config()));
            double worst = worst(engine, served);
            System.getLogger(AdapterParityTest.class.getName())
                    .log(System.Logger.Level.INFO, "bfloat16: {0}", Double.toString(worst));
            assertTrue(worst <= 0.06, "worst " + worst);
        }
    }

    @Test
    void adaptersStandBesideMatricesInInt8() throws IOException {
        FamilyCase family = FamilyCase.named("llama linear with biases");
        Served served = write(family, family::inInt8);
        try (InferenceEngine engine = load(Precision.INT8, served.adapters())) {
            ForeseenMemory.assertHeldBy(engine, Precision.INT8, room(served, engine.config()));
            double worst = worst(engine, served);
            assertTrue(worst <= 1e-3, "largest relative difference of a logit: " + worst);
        }
    }

    /**
     * Sequences with no adapter, each of two, and the first again, in chunks and token by token.
     *
     * @return largest difference of a logit, as a part of the largest logit
     */
    private static double worst(InferenceEngine engine, Served served) {
        int[] adapters = {StepItem.BASE, 0, 1, 0, 1};
        int[] slots = {5, 1, 3, 2, 0};
        int[][] texts = new int[adapters.length][];
        double[][][] expected = new double[adapters.length][][];
        for (int i = 0; i < adapters.length; i++) {
            texts[i] = new Random(i).ints(LENGTH, 0, 97).toArray();
            expected[i] = served.expected(adapters[i], texts[i]);
        }
        Random random = new Random(8);
        int[] done = new int[texts.length];
        double worst = 0;
        for (int step = 0; Arrays.stream(done).anyMatch(count -> count < LENGTH); step++) {
            List<StepItem> batch = new ArrayList<>();
            List<double[]> rows = new ArrayList<>();
            for (int i = 0; i < texts.length; i++) {
                // sequences 0 and 4 begin with a chunk; then all decode, some steps without some
                int wish = step < 2 && i % 4 == 0 ? 1 + random.nextInt(5) : 1;
                int end = Math.min(LENGTH, done[i] + wish);
                if (end > done[i] && random.nextInt(4) > 0) {
                    batch.add(
                            new StepItem(
                                    slots[i],
                                    done[i],
                                    Arrays.copyOfRange(texts[i], done[i], end),
                                    Optional.empty(),
                                    adapters[i]));
                    rows.add(expected[i][end - 1]);
                    done[i] = end;
                }
            }
            if (!batch.isEmpty()) {
                float[][] actual = engine.logits(batch);
                for (int i = 0; i < actual.length; i++) {
                    worst = Math.max(worst, difference(rows.get(i), actual[i]));
                }
            }
        }
        return worst;
    }

    private static double difference(double[] expected, float[] actual) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]) / scale);
        }
        return worst;
    }

    @Test
    void aMixedBatchSaysWhatEachSequenceSaysAloneAndTheBaseWhatItSaysWithoutAdapters()
            throws IOException {
        Served served = write("llama");
        int[] adapters = {StepItem.BASE, 0, 1, 0};
        List<List<Integer>> alone = new ArrayList<>();
        List<List<Integer>> together;
        try (InferenceEngine engine = load(Precision.F32, served.adapters())) {
            for (int i = 0; i < adapters.length; i++) {
                alone.add(generate(engine, new int[] {adapters[i]}, i).getFirst());
            }
            together = generate(engine, adapters, 0);
        }
        assertEquals(alone, together);
        assertEquals(4, together.stream().distinct().count());
        try (InferenceEngine bare = load(Precision.F32, List.of())) {
            assertEquals(alone.getFirst(), generate(bare, new int[] {StepItem.BASE}, 0).getFirst());
        }
    }

    /** Twelve greedy tokens of each sequence after a prompt that follows from its number. */
    private static List<List<Integer>> generate(
            InferenceEngine engine, int[] adapters, int firstNumber) {
        List<List<Integer>> texts = new ArrayList<>();
        for (int step = 0; step < 12; step++) {
            List<StepItem> batch = new ArrayList<>();
            for (int i = 0; i < adapters.length; i++) {
                int[] tokens =
                        step == 0
                                ? new Random(firstNumber + i).ints(3, 0, 97).toArray()
                                : new int[] {texts.get(i).getLast()};
                int position = step == 0 ? 0 : 2 + step;
                batch.add(
                        new StepItem(
                                i, position, tokens, Optional.of(Sampling.greedy()), adapters[i]));
            }
            var sampled = engine.step(batch);
            for (int i = 0; i < adapters.length; i++) {
                if (step == 0) {
                    texts.add(new ArrayList<>());
                }
                texts.get(i).add(sampled.get(i).getFirst().token());
            }
        }
        return texts;
    }
}
