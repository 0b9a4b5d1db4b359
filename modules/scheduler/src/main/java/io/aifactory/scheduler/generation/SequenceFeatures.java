package io.aifactory.scheduler.generation;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.contracts.worker.v1.PromisedTimes;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.scheduler.observing.KeptPrompts;
import io.aifactory.scheduler.workers.WorkerLink;
import io.aifactory.scheduler.workers.WorkerPool;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Slo;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** What the choice of a worker may know of a sequence. */
final class SequenceFeatures {
    private static final double NANOS_PER_MILLI = 1e6;

    private SequenceFeatures() {}

    /**
     * Of one attempt.
     *
     * @param attempt 0 for the first
     * @param received tokens of earlier attempts, which the next worker computes as well
     * @param workers say how they name blocks and what is promised
     */
    static RequestFeatures of(
            SequenceSpec spec, int attempt, List<Integer> received, WorkerPool workers) {
        int length = spec.prompt().length + received.size();
        return new RequestFeatures(
                spec.id(attempt),
                spec.tenant(),
                spec.model(),
                length,
                spec.maxTokens(),
                blocks(spec, received, workers),
                promise(spec.manifest(), length, workers),
                OptionalInt.empty());
    }

    /** Named as the workers name what they keep; nothing is known while none keeps any. */
    private static PromptBlocks blocks(
            SequenceSpec spec, List<Integer> received, WorkerPool workers) {
        OptionalInt blockTokens =
                workers.links().stream()
                        .map(WorkerLink::kept)
                        .filter(kept -> kept.manifest().equals(spec.manifest()))
                        .filter(kept -> kept.poolBlocks() > 0)
                        .mapToInt(KeptPrompts::blockTokens)
                        .findAny();
        if (blockTokens.isEmpty()) {
            return PromptBlocks.NONE;
        }
        int[] tokens = Arrays.copyOf(spec.prompt(), spec.prompt().length + received.size());
        for (int i = 0; i < received.size(); i++) {
            tokens[spec.prompt().length + i] = received.get(i);
        }
        BlockHash root = BlockHash.root(spec.adapter().manifest(), CacheSalt.of(spec.tenant()));
        return new PromptBlocks(
                blockTokens.getAsInt(),
                BlockHash.chain(root, tokens, tokens.length, blockTokens.getAsInt()).stream()
                        .mapToLong(BlockHash::high)
                        .toArray());
    }

    private static Slo promise(String manifest, int promptTokens, WorkerPool workers) {
        return workers.links().stream()
                .flatMap(link -> link.status().stream())
                .filter(status -> status.getManifestDigest().equals(manifest))
                .filter(WorkerStatus::hasPromised)
                .findAny()
                .map(status -> promise(status.getPromised(), promptTokens))
                .orElse(Slo.NONE);
    }

    /** A prompt that is longer than those which were promised a first token in time has longer. */
    static Slo promise(PromisedTimes promised, int promptTokens) {
        double longer =
                Math.max(1, (double) promptTokens / Math.max(1, promised.getPromptTokens()));
        return new Slo(millis(promised.getTtftNanos()) * longer, millis(promised.getItlNanos()));
    }

    private static double millis(long nanos) {
        return nanos > 0 ? nanos / NANOS_PER_MILLI : Double.POSITIVE_INFINITY;
    }
}
