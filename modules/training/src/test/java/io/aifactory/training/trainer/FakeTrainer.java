package io.aifactory.training.trainer;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.training.checkpoint.CheckpointStep;
import io.aifactory.training.protocol.AttemptFolder;
import io.aifactory.training.protocol.AttemptOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The trainer process with fake engines; the name of the run says how it behaves: {@code hangs} and
 * {@code hangs-first} stop before the sixth step for ever (the latter in the first attempt only),
 * {@code dies} ends there with status 134, {@code refuses} reports that it cannot go on.
 */
public final class FakeTrainer {
    private static final long STEP = 5;

    private FakeTrainer() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        AttemptOrder order = new AttemptFolder(folder).read();
        FakeEngines engines = new FakeEngines(steps -> before(steps, order));
        new TrainerProcess(engines, CheckpointStep.Hook.NONE).run(folder);
    }

    private static void before(long steps, AttemptOrder order) {
        if (steps != STEP) {
            return;
        }
        switch (order.name()) {
            case "hangs" -> hang();
            case "hangs-first" -> {
                if (order.attempt() == 1) {
                    hang();
                }
            }
            case "dies" -> Runtime.getRuntime().halt(134);
            case "refuses" ->
                    throw new FactoryException(
                            ErrorCode.INVALID_REQUEST, "the spec makes no sense");
            default -> {}
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
