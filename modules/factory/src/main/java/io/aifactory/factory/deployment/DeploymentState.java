package io.aifactory.factory.deployment;

/** Starting → Serving ⇄ Degraded, each of them → Stopped. */
public sealed interface DeploymentState {
    /** Name in the database and in the API. */
    String label();

    /** For people: why it is not simply serving. */
    String reason();

    /** A state whose workers are wanted. */
    sealed interface Wanted extends DeploymentState {
        /**
         * What so many ready workers mean.
         *
         * @param ready workers that take requests
         * @param wanted workers asked for
         * @param trouble the latest reason of a worker that is not ready
         */
        default Wanted observed(int ready, int wanted, String trouble) {
            if (ready >= wanted) {
                return new Serving();
            }
            return this instanceof Starting
                    ? new Starting(trouble)
                    : new Degraded(ready + " of " + wanted + " workers are ready; " + trouble);
        }

        default Stopped stopped(String reason) {
            return new Stopped(reason);
        }
    }

    /** Not all workers have been ready yet. */
    record Starting(String reason) implements Wanted {
        @Override
        public String label() {
            return "STARTING";
        }
    }

    /** All workers take requests. */
    record Serving() implements Wanted {
        @Override
        public String label() {
            return "SERVING";
        }

        @Override
        public String reason() {
            return "";
        }
    }

    /** It has served, but workers are missing now; they are being replaced. */
    record Degraded(String reason) implements Wanted {
        @Override
        public String label() {
            return "DEGRADED";
        }
    }

    /** Nothing serves it any more. */
    record Stopped(String reason) implements DeploymentState {
        @Override
        public String label() {
            return "STOPPED";
        }
    }

    /** The state that was stored under this label. */
    static DeploymentState of(String label, String reason) {
        return switch (label) {
            case "STARTING" -> new Starting(reason);
            case "SERVING" -> new Serving();
            case "DEGRADED" -> new Degraded(reason);
            case "STOPPED" -> new Stopped(reason);
            default -> throw new IllegalArgumentException("not a deployment state: " + label);
        };
    }
}
