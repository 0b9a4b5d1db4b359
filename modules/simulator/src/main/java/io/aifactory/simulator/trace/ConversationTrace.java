package io.aifactory.simulator.trace;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Conversations whose turns extend their prefix, begun in bursts: arrivals are a Poisson process
 * whose rate jumps between calm and burst (Markov-modulated), each turn's prompt is the whole
 * conversation so far, and the next turn follows some time after the answer could be read.
 *
 * @param seconds in which conversations begin; positive
 * @param calmPerSecond conversations begun while it is calm; positive
 * @param burstPerSecond … in a burst; positive
 * @param calmSeconds mean length of a calm; positive
 * @param burstSeconds mean length of a burst; positive
 * @param systemPrompts different ones, of which each conversation has one; at least 1
 * @param systemTokens of each of them; at least 0
 * @param meanTurns of a conversation (geometric); at least 1
 * @param thinkSeconds mean time between an answer and the next turn (exponential), with 20 ms for
 *     each token of the answer on top
 * @param inputs lengths of what the user says
 * @param outputs lengths of answers
 */
public record ConversationTrace(
        double seconds,
        double calmPerSecond,
        double burstPerSecond,
        double calmSeconds,
        double burstSeconds,
        int systemPrompts,
        int systemTokens,
        double meanTurns,
        double thinkSeconds,
        Lengths inputs,
        Lengths outputs) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double SECONDS_PER_TOKEN = 0.02;
    private static final int BLOCK = MooncakeTrace.BLOCK_TOKENS;
    private static final int LONGEST_PROMPT = 131_072;

    public ConversationTrace {
        if (!(seconds > 0
                        && calmPerSecond > 0
                        && burstPerSecond > 0
                        && calmSeconds > 0
                        && burstSeconds > 0
                        && meanTurns >= 1
                        && thinkSeconds >= 0)
                || systemPrompts < 1
                || systemTokens < 0
                || systemTokens > LONGEST_PROMPT / 2
                || seconds * Math.max(calmPerSecond, burstPerSecond) * meanTurns
                        > TraceShape.MOST_REQUESTS) {
            throw new IllegalArgumentException(
                    "conversations have positive rates and times, at least one system prompt and turn, and at most "
                            + TraceShape.MOST_REQUESTS
                            + " requests");
        }
    }

    /** Twenty minutes: 0.25 conversations a second, in bursts of half a minute 1.5; six turns. */
    public static ConversationTrace bursty() {
        return new ConversationTrace(
                1_200,
                0.25,
                1.5,
                120,
                30,
                8,
                2_000,
                6,
                15,
                new Lengths(600, 1.2, 16_384),
                new Lengths(250, 0.8, 2_000));
    }

    /** The same arrivals for the same seed. */
    public List<Arrival> draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        double now = 0;
        boolean burst = false;
        double change = exponential(calmSeconds, random);
        long conversation = 0;
        while (now < seconds) {
            double next = now + exponential(1 / (burst ? burstPerSecond : calmPerSecond), random);
            if (next < change) {
                now = next;
                if (now < seconds) {
                    converse(arrivals, now, conversation++, random);
                }
            } else {
                // The exponential forgets: after a change the next arrival is drawn anew.
                now = change;
                burst = !burst;
                change = now + exponential(burst ? burstSeconds : calmSeconds, random);
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::nanos));
        return arrivals;
    }

    private void converse(
            List<Arrival> arrivals, double begin, long conversation, SplittableRandom random) {
        int system = random.nextInt(systemPrompts);
        double now = begin;
        int tokens = systemTokens;
        for (int turn = 0; ; turn++) {
            tokens += inputs.draw(random);
            if (tokens > LONGEST_PROMPT) {
                return;
            }
            int output = outputs.draw(random);
            arrivals.add(
                    new Arrival(
                            (long) (now * NANOS_PER_SECOND),
                            tokens,
                            output,
                            blocks(system, conversation, turn, tokens),
                            Arrival.ANYBODY));
            if (random.nextDouble() * meanTurns < 1) {
                return;
            }
            tokens += output;
            now += SECONDS_PER_TOKEN * output + exponential(thinkSeconds, random);
        }
    }

    private PromptBlocks blocks(int system, long conversation, int turn, int tokens) {
        long[] hashes = new long[(tokens + BLOCK - 1) / BLOCK];
        for (int i = 0; i < hashes.length; i++) {
            if ((i + 1L) * BLOCK <= systemTokens) {
                hashes[i] = hash(1, system, i);
            } else if ((i + 1L) * BLOCK <= tokens) {
                hashes[i] = hash(2, conversation, i);
            } else {
                hashes[i] = hash(3 + turn, conversation, i);
            }
        }
        return new PromptBlocks(BLOCK, hashes);
    }

    private static double exponential(double mean, SplittableRandom random) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    /** Spread over all positive numbers (the finaliser of MurmurHash3). */
    private static long hash(long kind, long owner, long index) {
        long h = (kind * 31 + owner) * 1_000_003 + index;
        h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (h ^ h >>> 33) & Long.MAX_VALUE;
    }
}
