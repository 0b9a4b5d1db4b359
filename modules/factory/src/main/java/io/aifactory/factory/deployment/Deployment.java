package io.aifactory.factory.deployment;

/**
 * A model version under a name. Starting → Serving ⇄ Degraded; each of them → Failed or Stopped; a
 * failed one starts again when it is asked for again. The methods of a state are the transitions
 * that are legal from it.
 */
public sealed interface Deployment {
    DeploymentSpec spec();

    /** The state's name in the database and in the API. */
    String label();

    /** For people: why it is not simply serving; may be empty. */
    String reason();

    default String name() {
        return spec().name();
    }

    /** The first state of a deployment, and of another version under the same name. */
    static Starting asked(DeploymentSpec spec) {
        return new Starting(spec, "");
    }

    /** Not stopped yet. */
    sealed interface Present extends Deployment {
        default Stopped removed() {
            return new Stopped(spec(), "removed by request");
        }
    }

    /** Its workers are kept alive. */
    sealed interface Wanted extends Present {
        /** What its workers mean for it. */
        Present observed(WorkerCensus workers);

        /** Its workers ended with the control plane. */
        default Starting afterRestart() {
            return new Starting(spec(), "the control plane was started");
        }
    }

    /** Not all workers have been ready yet. */
    record Starting(DeploymentSpec spec, String reason) implements Wanted {
        @Override
        public Present observed(WorkerCensus workers) {
            return workers.awaitsMore()
                    ? new Starting(spec, workers.trouble())
                    : settled(spec, workers);
        }

        @Override
        public String label() {
            return "STARTING";
        }
    }

    /** All workers take requests; a reason is what they do not keep of the SLO. */
    record Serving(DeploymentSpec spec, String reason) implements Wanted {
        @Override
        public Present observed(WorkerCensus workers) {
            return settled(spec, workers);
        }

        @Override
        public String label() {
            return "SERVING";
        }
    }

    /** Workers are missing; unless they have failed they are being replaced. */
    record Degraded(DeploymentSpec spec, String reason) implements Wanted {
        @Override
        public Present observed(WorkerCensus workers) {
            return settled(spec, workers);
        }

        @Override
        public String label() {
            return "DEGRADED";
        }
    }

    /** No worker can serve it. */
    record Failed(DeploymentSpec spec, String reason) implements Present {
        public Starting askedAgain() {
            return new Starting(spec, "");
        }

        @Override
        public String label() {
            return "FAILED";
        }
    }

    /** Nothing serves it any more. */
    record Stopped(DeploymentSpec spec, String reason) implements Deployment {
        @Override
        public String label() {
            return "STOPPED";
        }
    }

    private static Present settled(DeploymentSpec spec, WorkerCensus workers) {
        if (workers.isComplete()) {
            return new Serving(spec, workers.shortfall());
        }
        return workers.ready() == 0 && !workers.awaitsMore()
                ? new Failed(spec, workers.trouble())
                : new Degraded(spec, workers.summary());
    }

    /** The deployment that was stored in the state with this label. */
    static Deployment of(DeploymentSpec spec, String label, String reason) {
        return switch (label) {
            case "STARTING" -> new Starting(spec, reason);
            case "SERVING" -> new Serving(spec, reason);
            case "DEGRADED" -> new Degraded(spec, reason);
            case "FAILED" -> new Failed(spec, reason);
            case "STOPPED" -> new Stopped(spec, reason);
            default -> throw new IllegalArgumentException("not a deployment state: " + label);
        };
    }
}
