package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.TokenScores;
import io.aifactory.languagemodel.reference.FamilyCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model says of a text, against its logits token by token and against its trainer. */
class ScoreTest {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#all")
    void everyTokenIsScoredByTheLogitsBeforeIt(FamilyCase family) throws IOException {
        family.write(folder);
        int[] text = new Random(3).ints(31, 0, 97).toArray();
        try (InferenceEngine engine = load(Precision.F32)) {
            TokenScores scores = engine.score(item(1, 0, text, 0, 30), from(text, 1, 31));

            for (int t = 0; t < 30; t++) {
                float[] logits = Comparison.logits(engine, 0, t, text[t]);
                assertEquals(logprob(logits, text[t + 1]), scores.logprobs()[t], 1e-4);
                assertEquals(Comparison.best(logits), scores.best()[t], "after token " + t);
            }
        }
    }

    @Test
    void aTextInPiecesIsScoredAsInOne() throws IOException {
        TinyModel.write(folder, TinyModel.config(2, true), 5);
        int[] text = new Random(4).ints(33, 0, 97).toArray();
        try (InferenceEngine engine = load(Precision.F32)) {
            TokenScores whole = engine.score(item(0, 0, text, 0, 32), from(text, 1, 33));
            double[] pieces = new double[32];
            int[] best = new int[32];
            for (int first = 0; first < 32; ) {
                // one token, too
                int end = first == 0 ? 1 : Math.min(32, first + 13);
                TokenScores piece =
                        engine.score(
                                item(1, first, text, first, end), from(text, first + 1, end + 1));
                System.arraycopy(piece.logprobs(), 0, pieces, first, end - first);
                System.arraycopy(piece.best(), 0, best, first, end - first);
                first = end;
            }

            assertArrayEquals(whole.logprobs(), pieces, 1e-5);
            assertArrayEquals(whole.best(), best);
        }
    }

    @Test
    void theSumIsWhatTheTrainerReports() throws IOException {
        TrainedOnChain trained = TrainedOnChain.write(folder);
        try (InferenceEngine engine = load(Precision.F32)) {
            double nats = 0;
            for (int[] text : TrainedOnChain.heldOut()) {
                TokenScores scores =
                        engine.score(
                                item(0, 0, text, 0, text.length - 1), from(text, 1, text.length));
                nats -= Arrays.stream(scores.logprobs()).sum();
            }

            assertEquals(1, nats / trained.heldOutNats(), 1e-6);
        }
    }

    @Test
    void whatFollowsMustBeAsMuchAndInTheVocabulary() throws IOException {
        TinyModel.write(folder, TinyModel.config(2, true), 5);
        try (InferenceEngine engine = load(Precision.F32)) {
            StepItem two = item(0, 0, new int[] {1, 2}, 0, 2);
            assertThrows(IllegalArgumentException.class, () -> engine.score(two, new int[] {1}));
            assertThrows(
                    IllegalArgumentException.class, () -> engine.score(two, new int[] {1, 97}));
            StepItem outside = item(4, 0, new int[] {1, 2}, 0, 2);
            assertThrows(
                    IllegalArgumentException.class, () -> engine.score(outside, new int[] {1, 2}));
        }
    }

    private InferenceEngine load(Precision precision) throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), TinyModel.DEVICE, precision, 4, 0);
    }

    private static StepItem item(int slot, int position, int[] text, int first, int end) {
        return new StepItem(slot, position, from(text, first, end), Optional.empty());
    }

    private static int[] from(int[] text, int first, int end) {
        return Arrays.copyOfRange(text, first, end);
    }

    private static double logprob(float[] logits, int token) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return logits[token] - Math.log(sum);
    }
}
