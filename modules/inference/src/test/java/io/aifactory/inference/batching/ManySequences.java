package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.tokenization.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** Sequences of different kinds that join a batch on the real engine one after the other. */
final class ManySequences {
    private ManySequences() {}

    /** With penalties, which allows for no guesses. */
    static SamplingSpec penalized(long seed) {
        return new SamplingSpec(
                0.8f,
                1,
                0,
                0.01f,
                seed,
                new Penalties(1.3f, 0.5f, 0.4f),
                Map.of(7, 2f),
                4,
                OptionalInt.empty());
    }

    /** Of a length of its own; every fourth one is another tenant's. */
    static GenerationSpec spec(int number, int[] prompt, SamplingSpec sampling) {
        return spec(number, prompt, sampling, List.of(), Set.of());
    }

    private static GenerationSpec spec(
            int number,
            int[] prompt,
            SamplingSpec sampling,
            List<String> stops,
            Set<Integer> ends) {
        return new GenerationSpec(
                "sequence " + number,
                prompt,
                prompt.length,
                60 + number,
                sampling,
                stops,
                ends,
                number % 4 == 3 ? "ann" : "bob");
    }

    /**
     * The same ones, which end earlier: by a string in the middle of their text or by one of their
     * last tokens.
     *
     * @param texts what they are without that
     */
    static List<GenerationSpec> endingWithin(List<GenerationSpec> open, List<RecordingSink> texts) {
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            List<Integer> tokens = texts.get(i).tokens();
            String text = texts.get(i).text();
            int middle = text.length() / 2;
            boolean byToken = i % 2 == 0;
            specs.add(
                    spec(
                            i,
                            open.get(i).tokens(),
                            open.get(i).sampling(),
                            byToken ? List.of() : List.of(text.substring(middle, middle + 3)),
                            byToken ? Set.of(tokens.get(tokens.size() - 3)) : Set.of()));
        }
        return specs;
    }

    /** The same ones: those that come later are more urgent. */
    static List<GenerationSpec> everMoreUrgent(List<GenerationSpec> all) {
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            specs.add(all.get(i).withPriority(6 - i / 2));
        }
        return specs;
    }

    static InferenceEngine engine(ModelFiles files, int slots, int places) {
        return new TorchLanguageModels()
                .load(files, TinyLlama.DEVICE, Precision.F32, slots, 0, places);
    }

    /**
     * Steps until all have ended, with a newcomer at every third step.
     *
     * @param drafts most guesses for each
     */
    static List<RecordingSink> run(
            ContinuousBatch batch,
            Tokenizer tokenizer,
            List<GenerationSpec> specs,
            int drafts,
            Consumer<StepReport> reports) {
        List<RecordingSink> sinks = specs.stream().map(_ -> new RecordingSink()).toList();
        for (int i = 0; i < 3 * specs.size() || !batch.isEmpty(); i++) {
            if (i % 3 == 0 && i / 3 < specs.size()) {
                GenerationSpec spec = specs.get(i / 3);
                SequenceText text = SequenceText.of(tokenizer, spec);
                Sequence state = Sequence.of(spec, text.stopped());
                batch.add(new LiveSequence(state, text, sinks.get(i / 3), 0, drafts));
            }
            batch.admit();
            if (batch.running() > 0) {
                reports.accept(batch.step());
            }
        }
        return sinks;
    }

    static void assertSame(List<RecordingSink> expected, List<RecordingSink> found) {
        for (int i = 0; i < expected.size(); i++) {
            RecordingSink one = expected.get(i);
            RecordingSink other = found.get(i);
            assertEquals(one.tokens(), other.tokens(), "sequence " + i);
            assertEquals(one.pieces(), other.pieces(), "sequence " + i);
            assertEquals(one.end().join().reason(), other.end().join().reason());
            assertEquals(
                    one.end().join().usage().completionTokens(),
                    other.end().join().usage().completionTokens());
        }
    }
}
