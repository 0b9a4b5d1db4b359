package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import io.aifactory.languagemodel.embedding.EmbedderMemory;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.reference.EncoderCase;
import io.aifactory.languagemodel.reference.RandomWeights;
import io.aifactory.languagemodel.reference.ReferenceEncoder;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Embedding models against plain loops in double precision. */
@OnDevice
class EmbeddingParityTest {
    private static final int[] LENGTHS = {1, 7, 40, 7, 2, 13, 7, 40, 1};
    private static final EncoderCase PLAIN = EncoderCase.all().findFirst().orElseThrow();

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.EncoderCase#all")
    void vectorsAreThoseOfThePlainFormulasInTheMemoryForeseen(EncoderCase model)
            throws IOException {
        ReferenceEncoder reference = model.write(folder);
        try (EmbeddingEngine engine = load(Precision.F32)) {
            assertForeseen(engine, Precision.F32);
            List<float[]> vectors = engine.embed(texts());
            double worst = 0;
            for (int i = 0; i < LENGTHS.length; i++) {
                double[] expected = reference.embed(texts().get(i));
                worst = Math.max(worst, difference(expected, vectors.get(i)));
            }
            log(model, worst);
            assertTrue(worst <= 1e-5, "largest relative difference: " + worst);
        }
    }

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.EncoderCase#all")
    void everyModelStaysNearThePlainFormulasInBfloat16(EncoderCase model) throws IOException {
        EncoderCase rounded =
                new EncoderCase(
                        model.name(),
                        TensorType.BF16,
                        model.prefix(),
                        model.activation(),
                        model.types(),
                        model.pooling(),
                        model.normalised());
        ReferenceEncoder reference = rounded.write(folder);
        try (EmbeddingEngine engine = load(Precision.BF16)) {
            assertForeseen(engine, Precision.BF16);
            List<float[]> vectors = engine.embed(texts());
            double squares = 0;
            double differences = 0;
            for (int i = 0; i < LENGTHS.length; i++) {
                double[] expected = reference.embed(texts().get(i));
                for (int j = 0; j < expected.length; j++) {
                    squares += expected[j] * expected[j];
                    differences += Math.pow(expected[j] - vectors.get(i)[j], 2);
                }
            }
            double relative = Math.sqrt(differences / squares);
            log(model, relative);
            assertTrue(relative <= 0.03, "relative difference: " + relative);
        }
    }

    @Test
    void anInputsVectorDoesNotDependOnWhatIsEmbeddedWithIt() throws IOException {
        PLAIN.write(folder);
        try (EmbeddingEngine engine = load(Precision.F32)) {
            List<float[]> together = engine.embed(texts());
            for (int i = 0; i < LENGTHS.length; i++) {
                float[] alone = engine.embed(List.of(texts().get(i))).getFirst();
                double[] expected = new double[alone.length];
                Arrays.setAll(expected, j -> alone[j]);
                assertTrue(difference(expected, together.get(i)) <= 2e-6);
            }
        }
    }

    /** Comparing with these models only proves what shows in their vectors. */
    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.EncoderCase#all")
    void everySettingShowsInTheVectors(EncoderCase model) {
        int[] text = texts().get(5);
        double[] expected = model.reference(model.weights()).embed(text);
        for (EncoderCase other : others(model).toList()) {
            RandomWeights same = model.weights();
            double[] actual = other.reference(same).embed(text);
            assertTrue(distance(expected, actual) > 1e-2, model + " and " + other);
        }
        double[] epsilon =
                new ReferenceEncoder(
                                model.config().replace("0.02", "0.06"),
                                model.prefix(),
                                model.pooling().orElse("mean"),
                                model.normalised(),
                                model.weights())
                        .embed(text);
        assertTrue(distance(expected, epsilon) > 1e-3);
    }

    @Test
    void whatIsNotAnInputIsRefusedByItsIndex() throws IOException {
        PLAIN.write(folder);
        try (EmbeddingEngine engine = load(Precision.F32)) {
            assertEquals("there are no inputs", refused(engine, List.of()));
            assertEquals(
                    "input 1 has 41 tokens; the model takes 1 to 40",
                    refused(engine, List.of(new int[1], new int[41])));
            assertEquals(
                    "input 0 has 0 tokens; the model takes 1 to 40",
                    refused(engine, List.of(new int[0])));
            assertEquals(
                    "input 0 has token 89, which is not in the vocabulary",
                    refused(engine, List.of(new int[] {3, 89})));
        }
    }

    @Test
    void aTensorThatIsNotTheModelsIsRefusedByItsName() throws IOException {
        RandomWeights weights = PLAIN.weights();
        var _ = PLAIN.reference(weights);
        weights.vector("encoder.layer.0.adapter.bias", 4, 0);
        weights.write(folder, PLAIN.config());
        ModelFormatException unknown =
                assertThrows(ModelFormatException.class, () -> load(Precision.F32));
        assertEquals(
                "model-00002-of-00002.safetensors has tensor encoder.layer.0.adapter.bias, which a"
                        + " model of this configuration does not have",
                unknown.getMessage());

        Files.writeString(
                folder.resolve("config.json"),
                PLAIN.config().replace("\"hidden_size\": 48", "\"hidden_size\": 54"));
        ModelFormatException shape =
                assertThrows(ModelFormatException.class, () -> load(Precision.F32));
        assertEquals(
                "model-00001-of-00002.safetensors: tensor embeddings.word_embeddings.weight has"
                        + " shape [89, 48] where the configuration needs [89, 54]",
                shape.getMessage());
    }

    @Test
    void namesOfTheFirstModelsAreUnderstood() throws IOException {
        ReferenceEncoder reference = PLAIN.write(folder);
        float[] expected;
        try (EmbeddingEngine engine = load(Precision.F32)) {
            expected = engine.embed(List.of(texts().get(1))).getFirst();
        }
        assertTrue(difference(reference.embed(texts().get(1)), expected) <= 1e-5);
        RandomWeights old = new RandomWeights(PLAIN.type(), PLAIN.name().hashCode());
        var _ = PLAIN.reference(old);
        old.rename("LayerNorm.weight", "LayerNorm.gamma");
        old.rename("LayerNorm.bias", "LayerNorm.beta");
        Path second = Files.createDirectory(folder.resolve("old"));
        old.write(second, PLAIN.config());
        try (EmbeddingEngine engine = load(second, Precision.F32)) {
            assertEquals(
                    0, Arrays.compare(expected, engine.embed(List.of(texts().get(1))).getFirst()));
        }
    }

    private static String refused(EmbeddingEngine engine, List<int[]> inputs) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> engine.embed(inputs))
                        .getMessage());
    }

    private static Stream<EncoderCase> others(EncoderCase model) {
        List<EncoderCase> others = new ArrayList<>();
        for (String pooling : List.of("mean", "cls", "max")) {
            if (!pooling.equals(model.pooling().orElse("mean"))) {
                others.add(with(model, model.activation(), pooling, model.normalised()));
            }
        }
        for (String activation : List.of("gelu", "relu")) {
            if (!activation.equals(model.activation().replace("_new", ""))) {
                others.add(with(model, activation, pooling(model), model.normalised()));
            }
        }
        others.add(with(model, model.activation(), pooling(model), !model.normalised()));
        return others.stream();
    }

    private static String pooling(EncoderCase model) {
        return model.pooling().orElse("mean");
    }

    private static EncoderCase with(
            EncoderCase model, String activation, String pooling, boolean normalised) {
        return new EncoderCase(
                model.name(),
                model.type(),
                model.prefix(),
                activation,
                model.types(),
                Optional.of(pooling),
                normalised);
    }

    private EmbeddingEngine load(Precision precision) throws IOException {
        return load(folder, precision);
    }

    private static EmbeddingEngine load(Path folder, Precision precision) throws IOException {
        return new TorchLanguageModels().loadEmbedder(files(folder), TinyModel.DEVICE, precision);
    }

    private static ModelFiles files(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(folder.relativize(file).toString(), file));
        }
        return ModelFiles.of(files);
    }

    private static void assertForeseen(EmbeddingEngine engine, Precision precision) {
        EmbedderConfig config = engine.config();
        EmbedderMemory memory = EmbedderMemory.of(config, precision, 64);
        assertEquals(memory.weights(), ((TorchEmbeddingEngine) engine).heldBytes());
        assertEquals(EmbedderMemory.parameters(config), engine.parameters());
    }

    private static List<int[]> texts() {
        return IntStream.range(0, LENGTHS.length)
                .mapToObj(i -> new Random(i).ints(LENGTHS[i], 0, EncoderCase.VOCABULARY).toArray())
                .toList();
    }

    private static double distance(double[] expected, double[] actual) {
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        return worst / Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    }

    private static double difference(double[] expected, float[] actual) {
        double[] widened = new double[actual.length];
        Arrays.setAll(widened, i -> actual[i]);
        return distance(expected, widened);
    }

    private static void log(EncoderCase model, double figure) {
        System.getLogger(EmbeddingParityTest.class.getName())
                .log(System.Logger.Level.INFO, "{0}: {1}", model, Double.toString(figure));
    }
}
