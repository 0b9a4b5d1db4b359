package io.aifactory.training.jobs;

import io.aifactory.training.protocol.ProcessIdentity;

/** Where one attempt stands; the methods are the legal transitions. */
public sealed interface AttemptState {
    /** Persisted names of the states. */
    enum Name {
        STARTING,
        RUNNING,
        TRAINED,
        DIED,
        REFUSED,
        STOPPED
    }

    Name name();

    /** Its process is about to be started. */
    record Starting() implements AttemptState {
        @Override
        public Name name() {
            return Name.STARTING;
        }

        public Running launched(ProcessIdentity process) {
            return new Running(process);
        }

        /** No process could be started. */
        public Died failedToStart() {
            return new Died(-1);
        }

        /** The job was called off, or the control plane went away, before a process was known. */
        public Stopped stopped() {
            return new Stopped();
        }
    }

    /**
     * Its process lives.
     *
     * @param process which one
     */
    record Running(ProcessIdentity process) implements AttemptState {
        @Override
        public Name name() {
            return Name.RUNNING;
        }

        public Trained trained() {
            return new Trained();
        }

        public Died died(int exitStatus) {
            return new Died(exitStatus);
        }

        /** The trainer reported that it cannot go on. */
        public Refused refused() {
            return new Refused();
        }

        /** The control plane ended it. */
        public Stopped stopped() {
            return new Stopped();
        }
    }

    /** It left a whole model. */
    record Trained() implements AttemptState {
        @Override
        public Name name() {
            return Name.TRAINED;
        }
    }

    /**
     * Its process ended without a last word.
     *
     * @param exitStatus of the process; 128 + n for signal n, -1 if it never started or could not
     *     be followed
     */
    record Died(int exitStatus) implements AttemptState {
        @Override
        public Name name() {
            return Name.DIED;
        }
    }

    /** It reported why it cannot go on. */
    record Refused() implements AttemptState {
        @Override
        public Name name() {
            return Name.REFUSED;
        }
    }

    /** It was ended from outside. */
    record Stopped() implements AttemptState {
        @Override
        public Name name() {
            return Name.STOPPED;
        }
    }
}
