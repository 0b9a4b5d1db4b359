package io.aifactory.factory.supervision;

import io.aifactory.contracts.worker.v1.WorkerStatus;

/**
 * What people see of a replica; JSON of {@code /api/v1/workers}.
 *
 * @param id the replica, stable over restarts
 * @param workerId its present process; empty while there is none
 * @param model served name
 * @param state STARTING, READY, UNWELL, RESTARTING, FAILED or STOPPED
 * @param reason why it restarts or has failed; empty otherwise
 * @param pid of the process; 0 while none has answered
 * @param device what it computes on: as the factory numbers devices where it gave the worker one,
 *     else as the worker says; empty while neither is known
 * @param slots sequences it can hold
 * @param runningSequences sequences in its batch
 * @param waitingSequences sequences waiting for a slot
 * @param kvTokens tokens held in slots
 * @param generatedTokensTotal of the present process
 * @param tokensPerSecond since the last health check
 * @param joulesTotal of the present process
 * @param joulesEstimated energy comes from a declared power model
 * @param restarts processes that were lost
 * @param precision that the present process keeps the model in: f32, bf16, int8 or int4; empty
 *     while it has none
 * @param operation how it runs its model
 */
public record ReplicaView(
        String id,
        String workerId,
        String model,
        String state,
        String reason,
        long pid,
        String device,
        int slots,
        int runningSequences,
        int waitingSequences,
        long kvTokens,
        long generatedTokensTotal,
        double tokensPerSecond,
        double joulesTotal,
        boolean joulesEstimated,
        int restarts,
        String precision,
        WorkerOperation operation) {

    static ReplicaView of(String name, ReplicaSpec spec, ReplicaState state) {
        String workerId =
                switch (state) {
                    case ReplicaState.Starting starting -> starting.workerId();
                    case ReplicaState.Ready ready -> ready.endpoint().id();
                    case ReplicaState.Waiting _, ReplicaState.Failed _, ReplicaState.Stopped _ ->
                            "";
                };
        String reason =
                switch (state) {
                    case ReplicaState.Waiting waiting -> waiting.reason();
                    case ReplicaState.Failed failed -> failed.reason();
                    case ReplicaState.Starting _, ReplicaState.Ready _, ReplicaState.Stopped _ ->
                            "";
                };
        return new ReplicaView(
                name,
                workerId,
                spec.name(),
                state.label(),
                reason,
                0,
                spec.device().map(WorkerDevice::label).orElse(""),
                spec.slots(),
                0,
                0,
                0,
                0,
                0,
                0,
                true,
                0,
                "",
                WorkerOperation.UNKNOWN);
    }

    /** Keeps what outlives a process: how many were lost before. */
    ReplicaView after(ReplicaView before) {
        boolean lost = state.equals("RESTARTING") && !before.state.equals("RESTARTING");
        return withRestarts(before.restarts + (lost ? 1 : 0));
    }

    ReplicaView with(WorkerStatus status, double rate, long process) {
        return new ReplicaView(
                id,
                workerId,
                model,
                state,
                reason,
                process,
                onGivenCuda() ? device : status.getDevice(),
                status.getSlots(),
                status.getRunningSequences(),
                status.getWaitingSequences(),
                status.getKvTokens(),
                status.getGeneratedTokensTotal(),
                rate,
                status.getJoulesTotal(),
                status.getJoulesEstimated(),
                restarts,
                status.getPrecision(),
                WorkerOperation.of(status));
    }

    /** A worker that sees one CUDA device alone calls it the first, whichever it is. */
    private boolean onGivenCuda() {
        return device.startsWith("cuda");
    }

    private ReplicaView withRestarts(int count) {
        return new ReplicaView(
                id,
                workerId,
                model,
                state,
                reason,
                pid,
                device,
                slots,
                runningSequences,
                waitingSequences,
                kvTokens,
                generatedTokensTotal,
                tokensPerSecond,
                joulesTotal,
                joulesEstimated,
                count,
                precision,
                operation);
    }
}
