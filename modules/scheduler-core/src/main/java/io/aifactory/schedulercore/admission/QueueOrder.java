package io.aifactory.schedulercore.admission;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Port: which of those who wait goes next. Fair shares between tenants are {@link FairQueue}, which
 * is more than an order.
 */
public interface QueueOrder {
    /**
     * @param waiting all that wait, the longest first
     * @param ready whether a place for this one is free now
     */
    <T> Optional<Waiting<T>> next(List<Waiting<T>> waiting, Predicate<T> ready);

    /** First come, first served among those that are ready. */
    static QueueOrder firstComeFirstServed() {
        return new FirstComeFirstServed();
    }
}
