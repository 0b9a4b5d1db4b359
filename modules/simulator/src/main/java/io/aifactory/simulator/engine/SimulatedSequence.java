package io.aifactory.simulator.engine;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.simulator.trace.Arrival;
import java.util.Arrays;

/** One sequence in a simulated worker, and when its tokens came. Not thread-safe. */
public final class SimulatedSequence {
    private static final long NOT_YET = -1;

    private final int id;
    private final Arrival arrival;
    private final PromptBlocks blocks;
    private long firstTokenNanos = NOT_YET;
    private long lastTokenNanos = NOT_YET;
    private int cachedTokens;
    private int preemptions;
    private boolean handedOver;

    /** Place in the order of admission; set anew with each admission. */
    long order;

    /** Tokens whose keys and values are there, while the prompt is being computed. */
    int computed;

    /**
     * Tokens to compute before the next one can be generated: the prompt, and after a loss more.
     */
    int toCompute;

    /** Of them in the step that is under way. */
    int chunk;

    /** Output tokens when it began to decode, and the worker's decode steps then. */
    int generatedBefore;

    long joinedAtStep;

    /** The decode step in which it needs another block, and its last one. */
    long growStep;

    long finishStep;

    private int[] held = new int[8];
    private int heldCount;

    /**
     * @param blocks as the worker's cache knows the prompt
     */
    public SimulatedSequence(int id, Arrival arrival, PromptBlocks blocks) {
        this.id = id;
        this.arrival = arrival;
        this.blocks = blocks;
        this.toCompute = arrival.promptTokens();
    }

    /**
     * A sequence whose prompt another worker has computed: its keys and values came over a link,
     * and only the last prompt token is computed where it decodes, for its logits.
     *
     * @param cached prompt tokens that the other worker found in its cache
     */
    public static SimulatedSequence handedOver(
            int id, Arrival arrival, PromptBlocks blocks, int cached) {
        SimulatedSequence sequence = new SimulatedSequence(id, arrival, blocks);
        sequence.handedOver = true;
        sequence.cachedTokens = cached;
        return sequence;
    }

    /** Number of the request in its trace, from 0. */
    public int id() {
        return id;
    }

    public Arrival arrival() {
        return arrival;
    }

    public PromptBlocks blocks() {
        return blocks;
    }

    /** From arrival to the first token; negative if none has come. */
    public long ttftNanos() {
        return firstTokenNanos == NOT_YET ? NOT_YET : firstTokenNanos - arrival.nanos();
    }

    /** From arrival to the last token so far; negative if none has come. */
    public long endToEndNanos() {
        return lastTokenNanos == NOT_YET ? NOT_YET : lastTokenNanos - arrival.nanos();
    }

    /** Mean time between all its tokens; 0 with a single token. */
    public double itlNanos() {
        return arrival.outputTokens() < 2
                ? 0
                : (double) (lastTokenNanos - firstTokenNanos) / (arrival.outputTokens() - 1);
    }

    /** Prompt tokens that were found in the cache at the first admission. */
    public int cachedTokens() {
        return cachedTokens;
    }

    /** How often it lost its blocks to others. */
    public int preemptions() {
        return preemptions;
    }

    boolean isFirstAdmission() {
        return preemptions == 0;
    }

    /** Whether the keys and values of its prompt are to be had without computing them. */
    boolean isHandedOver() {
        return handedOver && isFirstAdmission();
    }

    void cached(int tokens) {
        cachedTokens = tokens;
    }

    void preempted() {
        preemptions++;
    }

    void token(long nanos) {
        if (firstTokenNanos == NOT_YET) {
            firstTokenNanos = nanos;
        }
        lastTokenNanos = nanos;
    }

    boolean hasFirstToken() {
        return firstTokenNanos != NOT_YET;
    }

    int heldCount() {
        return heldCount;
    }

    int heldBlock(int i) {
        return held[i];
    }

    void hold(int block) {
        if (heldCount == held.length) {
            held = Arrays.copyOf(held, 2 * heldCount);
        }
        held[heldCount++] = block;
    }

    /** Gives its blocks up, the last first: what is shared least is taken first. */
    void releaseAll(BlockPool pool) {
        while (heldCount > 0) {
            pool.release(held[--heldCount]);
        }
    }
}
