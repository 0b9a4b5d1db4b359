package io.aifactory.inference.batching;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.inference.embedding.EmbeddingSink;
import io.aifactory.inference.embedding.EmbeddingSpec;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceSink;
import io.aifactory.inference.sequence.SequenceText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that owns the device: it loads models, runs steps and hands out tokens. All public
 * methods may be called from any thread; none of them waits for the device.
 */
public final class StepLoop {
    private final LoopSettings settings;
    private final LoopPorts ports;
    private final Admission admission;
    private final BlockingQueue<LoopCommand> inbox = new LinkedBlockingQueue<>();
    private final DeliveryThread delivery = new DeliveryThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Progress progress = Progress.idle(WorkerTotals.NONE);

    // Owned by the loop's thread.
    private @Nullable Holding holding;
    private LoopCommand.@Nullable Load pendingLoad;
    private boolean draining;

    public StepLoop(LoopSettings settings, LoopPorts ports) {
        this.settings = settings;
        this.ports = ports;
        this.admission = new Admission(settings.waitingLimit());
    }

    public void start() {
        delivery.start();
        Thread.ofPlatform().name("device").start(this::run);
    }

    /** The model that takes sequences now. */
    public Optional<LoadedModel> serving() {
        return admission.phase().serving();
    }

    public WorkerLoad load() {
        Progress now = progress;
        return now.load(admission.phase(), admission.open());
    }

    /**
     * Generates a sequence; the sink hears of it from a thread that tells all clients what comes of
     * their sequences, one after the other.
     *
     * @param model what the request has been checked against
     * @throws FactoryException {@code QUEUE_FULL} or {@code UNAVAILABLE}; the sink is not used then
     */
    public void submit(LoadedModel model, GenerationSpec spec, SequenceSink sink) {
        SequenceText text = SequenceText.of(model.prepared().tokenizer(), spec);
        LiveSequence sequence =
                new LiveSequence(
                        Sequence.of(spec, text.stopped()),
                        text,
                        sink,
                        delivery,
                        ports.nanoClock().getAsLong(),
                        settings.drafts());
        admission.enter(
                spec.requestId(), model, () -> inbox.add(new LoopCommand.Generate(sequence)));
    }

    /**
     * Embeds the inputs of a request; the sink hears of it from the device's thread.
     *
     * @param model what the request has been checked against
     * @throws FactoryException {@code QUEUE_FULL} or {@code UNAVAILABLE}; the sink is not used then
     */
    public void submit(LoadedModel model, EmbeddingSpec spec, EmbeddingSink sink) {
        LiveEmbedding request = new LiveEmbedding(spec, sink, ports.nanoClock().getAsLong());
        admission.enter(spec.requestId(), model, () -> inbox.add(new LoopCommand.Embed(request)));
    }

    /**
     * Loads a model after the sequences of the present one have ended.
     *
     * @return completes with the loaded model; fails with a {@link FactoryException}
     * @throws FactoryException {@code CONFLICT} while another one is being loaded
     */
    public CompletableFuture<LoadedModel> load(PreparedModel model) {
        CompletableFuture<LoadedModel> done = new CompletableFuture<>();
        admission.beginLoading(() -> inbox.add(new LoopCommand.Load(model, done)));
        return done;
    }

    /** Takes no new sequences from now on and ends when the open ones have ended. */
    public void drain() {
        admission.drain();
        inbox.add(new LoopCommand.Drain());
    }

    /** Ends now: open sequences fail with {@code UNAVAILABLE}. Takes at most one step. */
    public void stop() {
        admission.drain();
        inbox.add(new LoopCommand.Stop());
    }

    /**
     * @return whether the thread has ended within this time
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        try {
            EnergyTap energy = new EnergyTap(ports.meter());
            boolean more = true;
            while (more) {
                more = turn(energy);
            }
            close(Admission.draining());
        } catch (Throwable failure) { // whatever it is, the device's state is unknown now
            admission.drain();
            try {
                close(
                        new FactoryException(
                                ErrorCode.WORKER_LOST,
                                ErrorCode.WORKER_LOST.publicMessage(),
                                failure));
            } finally {
                ports.onFatal().accept(failure);
            }
        } finally {
            delivery.close();
            ports.listener().ended();
            ended.countDown();
        }
    }

    /**
     * Takes what has arrived and runs at most one step.
     *
     * @return whether to go on
     */
    private boolean turn(EnergyTap energy) throws InterruptedException {
        for (LoopCommand next = next(energy); next != null; next = inbox.poll()) {
            switch (next) {
                case LoopCommand.Generate(LiveSequence sequence) -> accept(sequence);
                case LoopCommand.Embed(LiveEmbedding request) -> accept(request);
                case LoopCommand.Load load -> pendingLoad = load;
                case LoopCommand.Drain _ -> draining = true;
                case LoopCommand.Stop _ -> {
                    return false;
                }
            }
        }
        Holding now = holding;
        if (now != null && !now.work().isEmpty()) {
            now.work().admit();
            if (now.work().running() > 0) {
                delivery.pace();
                StepReport report = now.work().step();
                publish(now.work(), progress.totals().plus(report));
                ports.listener().step(report);
                return true;
            }
            publish(now.work(), progress.totals());
        }
        if (draining) {
            return false;
        }
        LoopCommand.Load load = pendingLoad;
        if (load != null) {
            pendingLoad = null;
            perform(load, energy);
        }
        return true;
    }

    /** Waits only while there is nothing to do. Energy used while waiting is nobody's. */
    private @Nullable LoopCommand next(EnergyTap energy) throws InterruptedException {
        Holding now = holding;
        boolean working = now != null && !now.work().isEmpty();
        if (working || draining || pendingLoad != null) {
            return inbox.poll();
        }
        LoopCommand next;
        do {
            next = inbox.poll(settings.meterInterval().toNanos(), TimeUnit.NANOSECONDS);
            energy.draw();
        } while (next == null);
        return next;
    }

    private void accept(LiveSequence sequence) {
        if (sequence.isWaiting() && holding instanceof Holding.Generating now) {
            now.work().add(sequence);
        } else {
            admission.leave(sequence.requestId());
            sequence.tellEnd(ports.meter().estimated());
        }
    }

    private void accept(LiveEmbedding request) {
        if (holding instanceof Holding.Embedding now) {
            now.work().add(request);
        } else {
            throw new IllegalStateException("admitted without its model: " + request.requestId());
        }
    }

    private void perform(LoopCommand.Load load, EnergyTap energy) {
        closeEngine();
        try {
            Holding loaded = Holding.load(load.model(), settings, ports, energy, admission::leave);
            ports.listener().loaded(loaded.model(), loaded.poolBlocks());
            holding = loaded;
            publish(loaded.work(), progress.totals());
            admission.loaded(loaded.model());
            load.done().complete(loaded.model());
        } catch (RuntimeException | Error e) {
            admission.loadFailed();
            load.done().completeExceptionally(LoadErrors.of(e));
            if (!LoadErrors.leavesDeviceSound(e)) {
                throw e;
            }
        }
    }

    private void publish(DeviceWork work, WorkerTotals totals) {
        progress = Progress.of(work, totals);
    }

    /** Tells everybody who is still here, then lets go of the device. */
    private void close(FactoryException error) {
        Holding now = holding;
        if (now != null) {
            now.work().failAll(error);
        }
        LoopCommand.Load load = pendingLoad;
        if (load != null) {
            load.done().completeExceptionally(error);
        }
        for (LoopCommand next = inbox.poll(); next != null; next = inbox.poll()) {
            switch (next) {
                case LoopCommand.Generate(LiveSequence sequence) -> {
                    admission.leave(sequence.requestId());
                    sequence.fail(error);
                    sequence.tellEnd(ports.meter().estimated());
                }
                case LoopCommand.Embed(LiveEmbedding request) -> {
                    admission.leave(request.requestId());
                    request.fail(error);
                    request.tellEnd(ports.meter().estimated());
                }
                case LoopCommand.Load late -> late.done().completeExceptionally(error);
                case LoopCommand.Drain _, LoopCommand.Stop _ -> {}
            }
        }
        progress = Progress.idle(progress.totals());
        closeEngine();
    }

    private void closeEngine() {
        Holding now = holding;
        holding = null;
        if (now != null) {
            ports.listener().unloaded();
            now.close();
        }
    }
}
