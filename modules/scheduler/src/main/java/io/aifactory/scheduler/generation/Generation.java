package io.aifactory.scheduler.generation;

import io.aifactory.contracts.error.FactoryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The running sequences of one request, as one stream of events in the order in which they happen.
 * If one sequence fails, the others are cancelled: a request is answered whole or not at all.
 */
public final class Generation {
    private final BlockingQueue<GenerationEvent> events = new LinkedBlockingQueue<>();
    private final List<SequenceRun> runs;

    private Generation(List<SequenceSpec> specs, GenerationPorts ports, long arrivalNanos) {
        SequenceListener listener = new Forwarding();
        this.runs =
                specs.stream()
                        .map(spec -> new SequenceRun(spec, listener, ports, arrivalNanos))
                        .toList();
    }

    /**
     * Starts all sequences, each on a virtual thread of its own.
     *
     * @param arrivalNanos when the request came, on the ports' clock
     */
    public static Generation start(
            List<SequenceSpec> specs, GenerationPorts ports, long arrivalNanos) {
        Generation generation = new Generation(specs, ports, arrivalNanos);
        for (SequenceRun run : generation.runs) {
            Thread.ofVirtual().name("sequence").start(run::run);
        }
        return generation;
    }

    /** The next event; empty if there is none in this time. */
    public Optional<GenerationEvent> next(Duration wait) throws InterruptedException {
        return Optional.ofNullable(events.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** The next event if there is one already. */
    public Optional<GenerationEvent> nextNow() {
        return Optional.ofNullable(events.poll());
    }

    /** Frees all slots; sequences that still run report that they failed. */
    public void cancel() {
        runs.forEach(SequenceRun::cancel);
    }

    private final class Forwarding implements SequenceListener {
        @Override
        public void started(int index, String worker) {
            events.add(new GenerationEvent.Started(index, worker));
        }

        @Override
        public void text(
                int index, String text, int tokens, List<TokenReport> reports, Runnable consumed) {
            events.add(new GenerationEvent.Text(index, text, tokens, reports, consumed));
        }

        @Override
        public void finished(int index, SequenceResult result) {
            events.add(new GenerationEvent.Finished(index, result));
        }

        @Override
        public void failed(int index, FactoryException error) {
            events.add(new GenerationEvent.Failed(index, error));
            cancel();
        }
    }
}
