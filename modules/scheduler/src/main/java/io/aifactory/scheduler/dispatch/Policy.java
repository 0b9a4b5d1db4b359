package io.aifactory.scheduler.dispatch;

import io.aifactory.schedulercore.routing.Router;
import java.util.function.UnaryOperator;

/** Makes the router of a dispatcher. */
public interface Policy {
    /**
     * A fresh one.
     *
     * @param kindOf says of a worker what kind it is of: those of one kind take as long for the
     *     same
     */
    Router router(UnaryOperator<String> kindOf);

    /** One that does not ask for kinds. */
    static Policy of(Router router) {
        return kindOf -> router;
    }
}
