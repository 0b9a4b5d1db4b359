package io.aifactory.scheduler.dispatch;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One at a time: whoever decides or changes what decisions are made from. */
final class Guard {
    private final ReentrantLock lock = new ReentrantLock();

    void run(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T get(Supplier<T> answer) {
        lock.lock();
        try {
            return answer.get();
        } finally {
            lock.unlock();
        }
    }
}
