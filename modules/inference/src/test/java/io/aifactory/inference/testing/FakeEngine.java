package io.aifactory.inference.testing;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.StepUnderWay;
import io.aifactory.languagemodel.inference.TokenLogprobs;
import io.aifactory.languagemodel.inference.TokenLogprobs.Alternative;
import io.aifactory.languagemodel.inference.TokenScores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;

/**
 * An engine without a model: the next token is a function of the tokens in the slot and the
 * sampling, and it insists on what the real one insists on.
 */
public final class FakeEngine implements InferenceEngine {
    private final ModelConfig config;
    private final int slots;
    private final ToIntBiFunction<List<Integer>, Sampling> next;
    private final List<List<Integer>> held = new ArrayList<>();
    private final FakeMemory memory;
    private final List<List<StepItem>> batches = new CopyOnWriteArrayList<>();
    private volatile Consumer<List<StepItem>> beforeStep = _ -> {};
    private final Map<Integer, Integer> newest = new HashMap<>();
    private int underWay;
    private volatile boolean closed;

    /**
     * @param next the token after these tokens
     */
    public FakeEngine(int slots, int slotTokens, ToIntBiFunction<List<Integer>, Sampling> next) {
        this(slots, slotTokens, 0, next);
    }

    /**
     * @param poolBlocks blocks beside the slots
     * @param next the token after these tokens
     */
    public FakeEngine(
            int slots,
            int slotTokens,
            int poolBlocks,
            ToIntBiFunction<List<Integer>, Sampling> next) {
        this.config = config(slotTokens);
        this.slots = slots;
        this.next = next;
        for (int i = 0; i < slots; i++) {
            held.add(new ArrayList<>());
        }
        this.memory = new FakeMemory(held, poolBlocks, slotTokens);
    }

    /** The shape every fake has, with the vocabulary of {@link ByteTokenizer}. */
    public static ModelConfig config(int contextTokens) {
        return new ModelConfig(
                "LlamaForCausalLM",
                257,
                8,
                16,
                2,
                2,
                1,
                4,
                contextTokens,
                1e-5,
                10_000,
                true,
                -1,
                List.of(ByteTokenizer.END));
    }

    /** A lower-case letter that depends on everything before it and on the random draw. */
    public static int letter(List<Integer> tokens, Sampling sampling) {
        int hash = 17;
        for (int token : tokens) {
            hash = hash * 31 + token;
        }
        return 'a' + Math.floorMod(hash + (int) (sampling.uniform() * 1000), 26);
    }

    /** Every generated text is this one, over and over, whatever the prompt of one token. */
    public static ToIntBiFunction<List<Integer>, Sampling> saying(String text) {
        int[] tokens = new ByteTokenizer().encode(text);
        return (before, _) -> tokens[(before.size() - 1) % tokens.length];
    }

    /** Runs before each step, on the device's thread; may block or throw. */
    public FakeEngine beforeStep(Consumer<List<StepItem>> action) {
        beforeStep = action;
        return this;
    }

    /** What each step contained. */
    public List<List<StepItem>> batches() {
        return batches;
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public long parameters() {
        return 1234;
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int slotTokens() {
        return config.contextTokens();
    }

    @Override
    public FakeMemory memory() {
        return memory;
    }

    @Override
    public List<List<SampledToken>> step(List<StepItem> batch) {
        newest.clear();
        return run(batch);
    }

    @Override
    public boolean canRunAhead() {
        return true;
    }

    /** Computed now, as a device would by and by; read later. */
    @Override
    public StepUnderWay begin(List<StepItem> batch) {
        if (underWay == 2) {
            throw new IllegalStateException("two steps are under way");
        }
        List<List<SampledToken>> tokens = run(batch);
        underWay++;
        newest.clear();
        for (int i = 0; i < batch.size(); i++) {
            if (tokens.get(i).size() == 1) {
                newest.put(batch.get(i).slot(), tokens.get(i).getFirst().token());
            }
        }
        return () -> {
            underWay--;
            return tokens;
        };
    }

    /** Steps that have been begun and not read. */
    public int underWay() {
        return underWay;
    }

    private int known(StepItem item, int token) {
        if (!item.continues()) {
            return token;
        }
        Integer last = newest.get(item.slot());
        if (last == null) {
            throw new IllegalArgumentException("no newest token of slot " + item.slot());
        }
        return last;
    }

    private List<List<SampledToken>> run(List<StepItem> batch) {
        beforeStep.accept(batch);
        if (batch.isEmpty()
                || batch.stream().map(StepItem::slot).distinct().count() != batch.size()) {
            throw new IllegalArgumentException("empty batch or a slot twice");
        }
        batches.add(batch);
        List<List<SampledToken>> sampled = new ArrayList<>();
        for (StepItem item : batch) {
            List<Integer> slot = held.get(item.slot());
            if (item.position() > slot.size()
                    || item.position() + item.tokens().length > slotTokens()) {
                throw new IllegalArgumentException("position " + item.position());
            }
            slot.subList(item.position(), slot.size()).clear();
            for (int token : item.tokens()) {
                slot.add(known(item, token));
            }
            List<SampledToken> results = new ArrayList<>();
            int first = slot.size() - item.samplings().size() + 1;
            for (int i = 0; i < item.samplings().size(); i++) {
                results.add(sampled(slot.subList(0, first + i), item.samplings().get(i)));
            }
            sampled.add(results);
        }
        return sampled;
    }

    /** A token that may not come gives way to the next id; a report says -1 and then -2, -3 … . */
    private SampledToken sampled(List<Integer> slot, Sampling how) {
        int token = next.applyAsInt(slot, how);
        for (int tried = 0; !mayCome(token, how); tried++) {
            if (tried == config.vocabulary()) {
                throw new IllegalArgumentException("no token may come");
            }
            token = (token + 1) % config.vocabulary();
        }
        int chosen = token;
        return new SampledToken(
                chosen,
                how.logprobs().stream()
                        .mapToObj(count -> new TokenLogprobs(-1, alternatives(chosen, count)))
                        .findFirst());
    }

    private static boolean mayCome(int token, Sampling how) {
        return !how.changes().forbidden().contains(token)
                && how.changes()
                        .allowed()
                        .map(mask -> (mask[token >> 6] >>> token & 1) == 1)
                        .orElse(true);
    }

    private static List<Alternative> alternatives(int token, int count) {
        return IntStream.range(0, count).mapToObj(i -> new Alternative(token + i, -1 - i)).toList();
    }

    @Override
    public float[][] logits(List<StepItem> batch) {
        throw new UnsupportedOperationException("a fake has no logits");
    }

    /** The token that it would say itself is three times as probable as each other one. */
    @Override
    public TokenScores score(StepItem item, int[] following) {
        int count = item.tokens().length;
        int[] best = new int[count];
        double[] logprobs = new double[count];
        for (int i = 0; i < count; i++) {
            int[] one = {item.tokens()[i]};
            StepItem step =
                    new StepItem(
                            item.slot(), item.position() + i, one, Optional.of(Sampling.greedy()));
            best[i] = step(List.of(step)).getFirst().getFirst().token();
            double share = best[i] == following[i] ? 3 : 1;
            logprobs[i] = Math.log(share / (config.vocabulary() + 2));
        }
        return new TokenScores(logprobs, best);
    }

    @Override
    public void close() {
        closed = true;
    }
}
