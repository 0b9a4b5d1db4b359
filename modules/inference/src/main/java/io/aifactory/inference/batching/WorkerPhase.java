package io.aifactory.inference.batching;

import io.aifactory.inference.model.LoadedModel;
import java.util.Optional;

/** What a worker is doing with models. Its methods are the legal transitions. */
public sealed interface WorkerPhase {
    /** The model that takes new sequences. */
    default Optional<LoadedModel> serving() {
        return Optional.empty();
    }

    /** No new sequences from now on, for good. */
    default Draining drain() {
        return new Draining();
    }

    /** No model. */
    record Empty() implements WorkerPhase {
        public Loading load() {
            return new Loading();
        }
    }

    /** Sequences of the old model end, then the new model is loaded. */
    record Loading() implements WorkerPhase {
        public Ready loaded(LoadedModel model) {
            return new Ready(model);
        }

        public Empty failed() {
            return new Empty();
        }
    }

    /** Takes sequences. */
    record Ready(LoadedModel model) implements WorkerPhase {
        @Override
        public Optional<LoadedModel> serving() {
            return Optional.of(model);
        }

        public Loading replace() {
            return new Loading();
        }
    }

    /** Running sequences end, new ones are refused; the process is about to leave. */
    record Draining() implements WorkerPhase {}
}
