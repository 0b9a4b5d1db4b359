package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.tokenization.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** Sequences that begin together in one batch: 192 tokens each after prompts of 64 random ones. */
final class BenchmarkSequences {
    private static final int PROMPT = 64;
    private static final int GENERATED = 192;

    private final ContinuousBatch batch;
    private final Delivery delivery;
    private final List<RecordingSink> sinks = new ArrayList<>();

    BenchmarkSequences(ContinuousBatch batch, Delivery delivery) {
        this.batch = batch;
        this.delivery = delivery;
    }

    /**
     * @param vocabulary tokens of the prompt are below it
     * @param drafts most guesses
     */
    void add(Tokenizer tokenizer, int vocabulary, SamplingSpec sampling, int drafts) {
        int number = sinks.size();
        GenerationSpec spec =
                new GenerationSpec(
                        "r" + number,
                        new Random(number).ints(PROMPT, 0, vocabulary).toArray(),
                        PROMPT,
                        GENERATED,
                        sampling,
                        List.of(),
                        Set.of(),
                        "");
        sinks.add(new RecordingSink());
        SequenceText text = SequenceText.of(tokenizer, spec);
        Sequence state = Sequence.of(spec, text.stopped());
        batch.add(new LiveSequence(state, text, sinks.getLast(), delivery, 0, drafts));
    }

    /** The step with all prompts, which gives each its first token. */
    void begin() {
        batch.admit();
        batch.step();
    }

    /** Steps until all have ended. */
    Steps finish() throws InterruptedException {
        List<StepReport> reports = new ArrayList<>();
        long start = System.nanoTime();
        while (!batch.isEmpty()) {
            batch.admit();
            delivery.pace();
            reports.add(batch.step());
        }
        return new Steps(System.nanoTime() - start, reports);
    }

    /**
     * So many sequences of bytes, with guesses.
     *
     * @param batch a new one: what drafts cost is learned anew, too
     * @param sampling by number of the sequence
     * @param most guesses for each
     * @param drafted which guesses of a step count
     * @param accepted which of them were right
     */
    static Guessed guessed(
            ContinuousBatch batch,
            int sequences,
            IntFunction<SamplingSpec> sampling,
            int most,
            ToIntFunction<StepReport> drafted,
            ToIntFunction<StepReport> accepted)
            throws InterruptedException {
        BenchmarkSequences all = new BenchmarkSequences(batch, Delivery.atOnce());
        for (int i = 0; i < sequences; i++) {
            all.add(new ByteTokenizer(), 256, sampling.apply(i), most);
        }
        all.begin();
        Steps steps = all.finish();
        return new Guessed(
                sequences * (GENERATED - 1) / (steps.nanos() * 1e-9),
                steps.reports().stream().mapToInt(drafted).sum(),
                steps.reports().stream().mapToInt(accepted).sum(),
                all.sinks.stream().map(RecordingSink::tokens).toList());
    }

    /**
     * @param nanos that they took together
     */
    record Steps(long nanos, List<StepReport> reports) {}

    /**
     * @param tokensPerSecond of all sequences, after their first tokens
     */
    record Guessed(double tokensPerSecond, int drafted, int accepted, List<List<Integer>> texts) {}
}
