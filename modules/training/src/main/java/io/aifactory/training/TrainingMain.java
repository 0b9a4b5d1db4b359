package io.aifactory.training;

import io.aifactory.service.StandaloneService;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the training service alone. */
@QuarkusMain(name = "training")
public final class TrainingMain {
    private TrainingMain() {}

    /** Runs until the process is told to stop. */
    public static void main(String... arguments) {
        StandaloneService.run("training", arguments);
    }
}
