package io.aifactory.scheduler;

import io.aifactory.service.StandaloneService;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the scheduler alone. */
@QuarkusMain(name = "scheduler")
public final class SchedulerMain {
    private SchedulerMain() {}

    public static void main(String... arguments) {
        StandaloneService.run("scheduler", arguments);
    }
}
