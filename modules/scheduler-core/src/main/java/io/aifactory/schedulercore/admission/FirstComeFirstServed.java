package io.aifactory.schedulercore.admission;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The order of arrival. */
final class FirstComeFirstServed implements QueueOrder {
    @Override
    public <T> Optional<Waiting<T>> next(List<Waiting<T>> waiting, Predicate<T> ready) {
        return waiting.stream().filter(w -> ready.test(w.item())).findFirst();
    }
}
