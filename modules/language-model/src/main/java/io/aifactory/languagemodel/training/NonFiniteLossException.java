package io.aifactory.languagemodel.training;

/** The loss or the gradient is not a finite number; the weights are those before the step. */
public final class NonFiniteLossException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param step number of the failed step, counted from 1
     */
    public NonFiniteLossException(long step, double loss, double gradientNorm) {
        super("step " + step + " has loss " + loss + " and gradient norm " + gradientNorm);
    }
}
