package io.aifactory.scheduler.requests;

import io.aifactory.contracts.error.ErrorCode;
import java.util.Locale;

/**
 * Where a request stands: queued → running → finished; from both of the first it may also be
 * cancelled or fail. The methods of a state are the transitions that are legal from it. A request
 * that is refused before it could wait for a slot (not valid, unknown model) has no state.
 */
public sealed interface RequestState {
    /** Persisted names of the states, in the order in which a request can have them. */
    enum Name {
        QUEUED,
        RUNNING,
        FINISHED,
        CANCELLED,
        FAILED
    }

    Name name();

    /** Persisted beside the name: the first worker or the error code; may be empty. */
    default String detail() {
        return "";
    }

    /** The first state of a request. */
    static Queued received() {
        return new Queued();
    }

    /** Not ended yet. */
    sealed interface Open extends RequestState permits Queued, Running {
        /** The client left. */
        default Cancelled cancel() {
            return new Cancelled();
        }

        default Failed fail(ErrorCode code) {
            return new Failed(code);
        }
    }

    /** Has ended; nothing follows. */
    sealed interface Ended extends RequestState permits Finished, Cancelled, Failed {
        /** Its name in usage and metrics: {@code finished}, {@code cancelled}, {@code failed}. */
        default String outcome() {
            return name().name().toLowerCase(Locale.ROOT);
        }
    }

    /** None of its sequences has had a slot. */
    record Queued() implements Open {
        /**
         * @param worker that gave the first slot to one of its sequences
         */
        public Running start(String worker) {
            return new Running(worker);
        }

        @Override
        public Name name() {
            return Name.QUEUED;
        }
    }

    /**
     * A sequence has had a slot; after the loss of a worker it may wait for another.
     *
     * @param worker that gave the first slot
     */
    record Running(String worker) implements Open {
        /** All sequences have finished. */
        public Finished finish() {
            return new Finished();
        }

        @Override
        public Name name() {
            return Name.RUNNING;
        }

        @Override
        public String detail() {
            return worker;
        }
    }

    /** The whole answer was generated. */
    record Finished() implements Ended {
        @Override
        public Name name() {
            return Name.FINISHED;
        }
    }

    /** The client left before the answer was whole. */
    record Cancelled() implements Ended {
        @Override
        public Name name() {
            return Name.CANCELLED;
        }
    }

    /**
     * Given up.
     *
     * @param code what the client was told
     */
    record Failed(ErrorCode code) implements Ended {
        @Override
        public Name name() {
            return Name.FAILED;
        }

        @Override
        public String detail() {
            return code.code();
        }
    }
}
