package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.TokenScores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gates of the precisions, on trained weights: how much longer the code of a held-out text
 * gets, and how often the best token is float32's. docs/precision.md names the same bounds.
 */
class PrecisionQualityTest {
    @TempDir Path folder;

    /** What a precision says of texts. */
    @SuppressWarnings("ArrayRecordComponent") // plain arrays throughout
    private record Reading(double nats, int[] best) {
        private double agreement(Reading other) {
            long same =
                    IntStream.range(0, best.length).filter(i -> best[i] == other.best[i]).count();
            return (double) same / best.length;
        }
    }

    @Test
    void aModelOfTheTrainerStaysWithinTheBoundsInEveryPrecision() throws IOException {
        TrainedOnChain.write(folder);
        int[][] texts = TrainedOnChain.heldOut();
        Reading exact = read(folder, Precision.F32, texts);

        check(exact, read(folder, Precision.BF16, texts), 0.002, 0.985);
        check(exact, read(folder, Precision.INT8, texts), 0.002, 0.985);
        check(exact, read(folder, Precision.INT4, texts), 0.02, 0.95);
    }

    @Test
    void aPublishedModelStaysWithinTheBoundsInEveryPrecisionThatItsShapeAllows()
            throws IOException {
        TrainedModel stories = TrainedModel.orSkip(folder);
        int[][] texts = texts(stories);
        Reading exact = read(stories.folder(), Precision.F32, texts);

        check(exact, read(stories.folder(), Precision.BF16, texts), 0.005, 0.98);
        check(exact, read(stories.folder(), Precision.INT8, texts), 0.005, 0.97);
    }

    private static void check(Reading exact, Reading rounded, double most, double agreement) {
        double longer = rounded.nats() / exact.nats() - 1;
        String found =
                "the text's code is %+.4f %% longer, %.2f %% of the best tokens are the same"
                        .formatted(100 * longer, 100 * exact.agreement(rounded));
        System.getLogger(PrecisionQualityTest.class.getName()).log(System.Logger.Level.INFO, found);
        assertTrue(Math.abs(longer) <= most, found);
        assertTrue(exact.agreement(rounded) >= agreement, found);
        assertTrue(longer != 0, "rounded to nothing else than float32? " + found);
    }

    /** The published text, and four that the model writes itself at temperature 1. */
    private static int[][] texts(TrainedModel stories) throws IOException {
        JsonNode greedy = stories.published();
        int start = greedy.get("start_token").intValue();
        int[][] texts = new int[5][201];
        try (InferenceEngine engine = load(stories.folder(), Precision.F32, 201)) {
            for (int text = 0; text < texts.length; text++) {
                texts[text][0] = start;
                for (int t = 0; t < 200; t++) {
                    texts[text][t + 1] =
                            text == 0
                                    ? greedy.get("greedy_ids").get(t).intValue()
                                    : drawn(engine, texts[text][t], t, text);
                }
            }
        }
        assertEquals(201, texts[0].length);
        return texts;
    }

    private static int drawn(InferenceEngine engine, int token, int position, int seed) {
        Sampling sampling = new Sampling(1, 1, 0, CounterRandom.uniform(seed, position));
        StepItem item = new StepItem(0, position, new int[] {token}, Optional.of(sampling));
        return engine.step(List.of(item)).getFirst().getFirst().token();
    }

    private static Reading read(Path folder, Precision precision, int[][] texts)
            throws IOException {
        int each = texts[0].length - 1;
        int[] best = new int[texts.length * each];
        double nats = 0;
        try (InferenceEngine engine = load(folder, precision, each)) {
            for (int text = 0; text < texts.length; text++) {
                StepItem item =
                        new StepItem(0, 0, Arrays.copyOf(texts[text], each), Optional.empty());
                TokenScores scores =
                        engine.score(item, Arrays.copyOfRange(texts[text], 1, each + 1));
                nats -= Arrays.stream(scores.logprobs()).sum();
                System.arraycopy(scores.best(), 0, best, text * each, each);
            }
        }
        return new Reading(nats, best);
    }

    private static InferenceEngine load(Path folder, Precision precision, int tokens)
            throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), TinyModel.DEVICE, precision, 1, tokens);
    }
}
