package io.aifactory.schedulercore.load;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One worker's page in the {@link LoadBook}. */
final class WorkerPage {
    private final Map<Long, Integer> activeBlocks = new HashMap<>();
    private @Nullable WorkerReport report;
    private int inFlightAtReport;
    private int inFlight;
    private long pendingPromptTokens;
    private long promptTokensSinceReport;
    private double expectedOutput;
    private long assignedTotal;
    private long lastAssignedNanos = Long.MIN_VALUE;

    int inFlight() {
        return inFlight;
    }

    void assigned(Placement placement, long nowNanos) {
        inFlight++;
        assignedTotal++;
        lastAssignedNanos = nowNanos;
        pendingPromptTokens += placement.uncachedTokens();
        promptTokensSinceReport += placement.promptTokens();
        expectedOutput += placement.expectedOutput();
        PromptBlocks blocks = placement.blocks();
        for (int i = 0; i < blocks.count(); i++) {
            activeBlocks.merge(blocks.hash(i), 1, Integer::sum);
        }
    }

    void computed(Placement placement) {
        pendingPromptTokens -= placement.uncachedTokens();
    }

    void released(Placement placement) {
        inFlight--;
        promptTokensSinceReport -= placement.promptTokens();
        // What is left of a sum of fractions when nothing is in flight is rounding.
        expectedOutput = inFlight == 0 ? 0 : expectedOutput - placement.expectedOutput();
        PromptBlocks blocks = placement.blocks();
        for (int i = 0; i < blocks.count(); i++) {
            activeBlocks.computeIfPresent(
                    blocks.hash(i), (hash, uses) -> uses == 1 ? null : uses - 1);
        }
    }

    void reported(WorkerReport now, int inFlightWhenAsked) {
        report = now;
        inFlightAtReport = Math.max(inFlight, inFlightWhenAsked);
        promptTokensSinceReport = 0;
    }

    WorkerLoad load(int slotsBeforeFirstReport) {
        WorkerReport last =
                report == null ? new WorkerReport(slotsBeforeFirstReport, 0, 0) : report;
        int others = Math.max(0, last.sequences() - inFlightAtReport);
        return new WorkerLoad(
                last.slots(),
                inFlight + others,
                last.queued(),
                pendingPromptTokens,
                activeBlocks.size(),
                Math.max(0, last.kvTokens() + promptTokensSinceReport),
                Math.max(0, expectedOutput - last.generatedTokens()),
                last.kvTokens(),
                last.kvBlocksUsed(),
                last.kvBlocksTotal(),
                assignedTotal,
                lastAssignedNanos);
    }
}
