package io.aifactory.training.runner;

import io.aifactory.training.TrainingConfig;
import io.aifactory.training.jobs.AttemptEnd;
import io.aifactory.training.jobs.AttemptState;
import io.aifactory.training.protocol.AttemptFolder;
import io.aifactory.training.protocol.AttemptOrder;
import io.aifactory.training.protocol.ProcessIdentity;
import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.store.JobRecord;
import io.aifactory.training.store.JobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs one attempt: starts its process, records what it reports until it ends. */
@ApplicationScoped
public class AttemptRunner {
    private static final Logger LOG = Logger.getLogger(AttemptRunner.class);

    private final TrainingConfig config;
    private final TrainerLauncher launcher;
    private final JobFolders folders;
    private final JobStore store;
    private final JobNews news;
    private final OrderWriter orders;
    private final ReentrantLock launching = new ReentrantLock();
    private @Nullable UUID activeJob;
    private @Nullable Process activeProcess;
    private volatile boolean closed;

    AttemptRunner(
            TrainingConfig config,
            TrainerLauncher launcher,
            JobFolders folders,
            JobStore store,
            JobNews news,
            OrderWriter orders) {
        this.config = config;
        this.launcher = launcher;
        this.folders = folders;
        this.store = store;
        this.news = news;
        this.orders = orders;
    }

    /**
     * Runs an attempt to its end; empty if the job was called off or this runner was closed
     * meanwhile.
     */
    Optional<AttemptEnd> run(JobRecord job, int number) throws InterruptedException {
        AttemptFolder folder = folders.attempt(job.id(), number);
        AttemptOrder order = orders.order(job, number);
        Optional<Process> process = Optional.empty();
        try {
            folders.discardOutputs(job.id());
            folder.write(order);
            process = launch(job, number, folder);
            if (process.isEmpty()) {
                store.changeAttempt(
                        job.id(),
                        number,
                        AttemptState.Starting.class,
                        AttemptState.Starting::stopped);
                return Optional.empty();
            }
            AttemptEnd end = follow(job.id(), number, folder, process.get());
            if (closed && end instanceof AttemptEnd.Died) {
                store.changeAttempt(
                        job.id(),
                        number,
                        AttemptState.Running.class,
                        AttemptState.Running::stopped);
                return Optional.empty();
            }
            store.changeAttempt(
                    job.id(), number, AttemptState.Running.class, running -> next(running, end));
            return Optional.of(end);
        } catch (IOException e) {
            LOG.errorf(e, "attempt %d of job %s cannot run", number, job.id());
            endActive();
            store.changeAttempt(
                    job.id(),
                    number,
                    AttemptState.Starting.class,
                    AttemptState.Starting::failedToStart);
            store.changeAttempt(
                    job.id(), number, AttemptState.Running.class, running -> running.died(-1));
            return Optional.of(new AttemptEnd.Died(-1));
        } finally {
            endActive();
        }
    }

    /**
     * Ends the process that works on this job, if there is one; returns when it is gone. Call it
     * after the change of state is committed: an attempt that is being launched looks at the state
     * once more.
     */
    void end(UUID job) {
        Process process;
        launching.lock();
        try {
            process = job.equals(activeJob) ? activeProcess : null;
        } finally {
            launching.unlock();
        }
        if (process != null) {
            ProcessEnding.end(process.toHandle(), config.stopGrace());
        }
    }

    /** Lets attempts start. */
    void open() {
        closed = false;
    }

    /** Ends whatever process runs; no further one is started. */
    void close() {
        closed = true;
        UUID job;
        launching.lock();
        try {
            job = activeJob;
        } finally {
            launching.unlock();
        }
        if (job != null) {
            end(job);
        }
    }

    private Optional<Process> launch(JobRecord job, int number, AttemptFolder folder)
            throws IOException {
        launching.lock();
        try {
            boolean calledOff =
                    store.find(job.id()).map(now -> now.state().name().terminal()).orElse(true);
            if (calledOff || closed) {
                return Optional.empty();
            }
            Process process = launcher.launch(folder);
            activeJob = job.id();
            activeProcess = process;
            store.changeAttempt(
                    job.id(),
                    number,
                    AttemptState.Starting.class,
                    starting -> starting.launched(ProcessIdentity.of(process.toHandle())));
            return Optional.of(process);
        } finally {
            launching.unlock();
        }
    }

    private AttemptEnd follow(UUID job, int number, AttemptFolder folder, Process process)
            throws IOException, InterruptedException {
        EventTail tail = new EventTail(folder.events(), 0);
        AttemptEnd last = null;
        boolean ended = false;
        while (true) {
            List<TrainerEvent> events = tail.read();
            if (!events.isEmpty()) {
                news.tell(store.record(job, number, events, tail.position()), events);
                last = lastWord(events).orElse(last);
            } else if (ended) {
                return last == null ? new AttemptEnd.Died(process.exitValue()) : last;
            } else {
                ended = process.waitFor(config.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** What a dead control plane did not read any more. */
    Optional<AttemptEnd> readRest(UUID job, int number, long eventsRead) throws IOException {
        EventTail tail = new EventTail(folders.attempt(job, number).events(), eventsRead);
        Optional<AttemptEnd> last = Optional.empty();
        for (List<TrainerEvent> events = tail.read(); !events.isEmpty(); events = tail.read()) {
            news.tell(store.record(job, number, events, tail.position()), events);
            last = lastWord(events).or(() -> Optional.empty());
        }
        return last;
    }

    static Optional<AttemptEnd> lastWord(List<TrainerEvent> events) {
        return switch (events.getLast()) {
            case TrainerEvent.Finished finished -> Optional.of(new AttemptEnd.Trained());
            case TrainerEvent.Failed failed -> Optional.of(new AttemptEnd.Reported(failed));
            default -> Optional.empty();
        };
    }

    private static AttemptState next(AttemptState.Running running, AttemptEnd end) {
        return switch (end) {
            case AttemptEnd.Trained() -> running.trained();
            case AttemptEnd.Reported reported -> running.refused();
            case AttemptEnd.Died(int status) -> running.died(status);
        };
    }

    /**
     * Forgets the process, and ends it if it still runs: where following it has failed, nobody else
     * would.
     */
    private void endActive() {
        launching.lock();
        try {
            if (activeProcess != null && activeProcess.isAlive()) {
                ProcessEnding.end(activeProcess.toHandle(), config.stopGrace());
            }
            activeJob = null;
            activeProcess = null;
        } finally {
            launching.unlock();
        }
    }
}
