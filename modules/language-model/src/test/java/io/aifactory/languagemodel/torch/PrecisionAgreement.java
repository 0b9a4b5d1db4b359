package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What other precisions make of a model: texts that it writes itself in float32, one with its best
 * tokens and four at temperature 1, read again in each precision. Prints how often the best next
 * token is that of float32, and the mean of the nats by which the text's own tokens get less
 * probable. Arguments: the model's folder, the token to begin with, tokens of a text.
 */
final class PrecisionAgreement {
    private static final int TEXTS = 5;

    private PrecisionAgreement() {}

    /** What a precision says after each token of the texts. */
    @SuppressWarnings("ArrayRecordComponent") // plain arrays throughout
    private record Reading(int[] best, double[] nats) {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        int length = Integer.parseInt(arguments[2]);
        int[][] texts;
        Reading exact;
        try (InferenceEngine engine = load(folder, Precision.F32, length)) {
            texts =
                    IntStream.range(0, TEXTS)
                            .mapToObj(text -> written(engine, text, first, length))
                            .toArray(int[][]::new);
            exact = read(engine, texts);
        }
        for (Precision precision : List.of(Precision.BF16, Precision.INT8, Precision.INT4)) {
            try (InferenceEngine engine = load(folder, precision, length)) {
                print(precision, exact, read(engine, texts));
            }
        }
        System.out.flush();
        // native destructors may abort at exit
        Runtime.getRuntime().halt(0);
    }

    private static void print(Precision precision, Reading exact, Reading other) {
        int all = exact.best().length;
        long same = IntStream.range(0, all).filter(i -> exact.best()[i] == other.best()[i]).count();
        System.out.printf(
                Locale.ROOT,
                "%s: %d of %d best tokens (%.1f %%), %+.4f nats for each token%n",
                precision,
                same,
                all,
                100.0 * same / all,
                (Arrays.stream(other.nats()).sum() - Arrays.stream(exact.nats()).sum()) / all);
    }

    private static InferenceEngine load(Path folder, Precision precision, int length)
            throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), TinyModel.DEVICE, precision, 1, length);
    }

    private static int[] written(InferenceEngine engine, int text, int first, int length) {
        int[] tokens = new int[length];
        tokens[0] = first;
        for (int t = 0; t + 1 < length; t++) {
            Sampling sampling =
                    text == 0
                            ? Sampling.greedy()
                            : new Sampling(1, 1, 0, CounterRandom.uniform(text, t));
            StepItem item = new StepItem(0, t, new int[] {tokens[t]}, Optional.of(sampling));
            tokens[t + 1] = engine.step(List.of(item)).getFirst().getFirst().token();
        }
        return tokens;
    }

    private static Reading read(InferenceEngine engine, int[][] texts) {
        int each = texts[0].length - 1;
        int[] best = new int[texts.length * each];
        double[] nats = new double[best.length];
        for (int text = 0; text < texts.length; text++) {
            for (int t = 0; t < each; t++) {
                float[] logits = Comparison.logits(engine, 0, t, texts[text][t]);
                best[text * each + t] = Comparison.best(logits);
                nats[text * each + t] = nats(logits, texts[text][t + 1]);
            }
        }
        return new Reading(best, nats);
    }

    private static double nats(float[] logits, int token) {
        double highest = logits[Comparison.best(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        return highest + Math.log(sum) - logits[token];
    }
}
