package io.aifactory.training.trainer;

import io.aifactory.training.checkpoint.CheckpointStep;
import java.nio.file.Path;

/**
 * The trainer process: {@code TrainerMain <attempt folder>}.
 *
 * <p>Exit status: 0 = the model is in the output folder, 1 = failed (the last event says why), 2 =
 * the order is missing or unreadable, 3 = the parent process is gone, 143 = told to stop. It always
 * ends with {@link Runtime#halt}: static destructors of native libraries may abort otherwise.
 */
public final class TrainerMain {
    private TrainerMain() {}

    /** Runs one attempt and halts the process. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: TrainerMain <attempt folder>");
            Runtime.getRuntime().halt(TrainerProcess.NO_ORDER);
        }
        new TrainerProcess(new TorchEngines(), CheckpointStep.Hook.NONE).run(Path.of(arguments[0]));
    }
}
