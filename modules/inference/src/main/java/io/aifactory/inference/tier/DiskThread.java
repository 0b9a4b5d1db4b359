package io.aifactory.inference.tier;

import io.aifactory.inference.prefix.TierBook.Copying;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/**
 * The thread that reads and writes the disk: what has to be done comes in, what has been done is
 * taken by whoever asks. Nobody waits for it. What is open is bounded by the places in host memory.
 */
final class DiskThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DiskThread.class);

    private final DiskSlab disk;
    private final HostSlab host;
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private boolean warned;

    private sealed interface Task {
        record Write(Copying copy) implements Task {}

        record Read(Copying copy) implements Task {}

        record End() implements Task {}
    }

    /**
     * What has been done.
     *
     * @param read from the disk, else to it
     * @param whole it succeeded
     * @param nanos that it took
     */
    record Done(Copying copy, boolean read, boolean whole, long nanos) {}

    DiskThread(DiskSlab disk, HostSlab host) {
        this.disk = disk;
        this.host = host;
        this.thread = Thread.ofPlatform().name("disk").daemon().start(this::run);
    }

    void write(Copying copy) {
        tasks.add(new Task.Write(copy));
    }

    void read(Copying copy) {
        tasks.add(new Task.Read(copy));
    }

    /** What has been done since this was asked last. */
    List<Done> done() {
        List<Done> all = new ArrayList<>();
        for (Done next = done.poll(); next != null; next = done.poll()) {
            all.add(next);
        }
        return all;
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                more =
                        switch (tasks.take()) {
                            case Task.Write(Copying copy) -> perform(copy, false);
                            case Task.Read(Copying copy) -> perform(copy, true);
                            case Task.End _ -> false;
                        };
            }
        } catch (InterruptedException _) {
            // nobody interrupts it; then nothing is done any more
        }
    }

    private boolean perform(Copying copy, boolean read) {
        long start = System.nanoTime();
        boolean whole = copied(copy, read);
        done.add(new Done(copy, read, whole, System.nanoTime() - start));
        return true;
    }

    private boolean copied(Copying copy, boolean read) {
        int place = copy.disk().place();
        try {
            if (read) {
                disk.read(place, copy.hash(), host.at(copy.host().place()));
            } else {
                disk.write(place, copy.hash(), host.at(copy.host().place()));
            }
            return true;
        } catch (IOException | IllegalStateException e) {
            warn(read, e);
            return false;
        }
    }

    /** Once in full: a full disk says the same for every block. */
    private void warn(boolean read, Exception why) {
        String what = read ? "read from" : "written to";
        if (warned) {
            LOG.debugf(why, "A block could not be %s the disk", what);
        } else {
            warned = true;
            LOG.warnf(
                    "A block could not be %s the disk; such blocks are computed again: %s",
                    what, why.getMessage());
        }
    }

    /** Waits until the copy that is running has ended; the others are forgotten. */
    @Override
    public void close() {
        tasks.clear();
        tasks.add(new Task.End());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            disk.close();
        } catch (IOException e) {
            LOG.warn("The file of the disk's blocks could not be closed", e);
        }
    }
}
