package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.EngineException;
import java.util.Locale;

/** {@link TorchSelfCheck} on this machine as a program of its own. */
public final class TorchSelfCheckMain {
    private static final String CUDA = "cuda:";

    private TorchSelfCheckMain() {}

    /**
     * Prints one line with what was found and ends with status 0, or with the reason and status 1.
     *
     * @param arguments none = the processor; {@code cuda:<index>} = that device, and its {@link
     *     TorchLimits} too
     */
    public static void main(String... arguments) {
        int status = 0;
        try {
            System.out.println(
                    arguments.length == 0
                            ? processor(Runtime.getRuntime().availableProcessors())
                            : device(
                                    new Device.Cuda(
                                            Integer.parseInt(
                                                    arguments[0].substring(CUDA.length())))));
        } catch (EngineException | UnsatisfiedLinkError e) {
            System.out.println(reason(e));
            status = 1;
        }
        System.out.flush();
        // libtorch may abort in its static destructors at an ordinary exit.
        Runtime.getRuntime().halt(status);
    }

    private static String processor(int threads) {
        TorchSelfCheck.Report report = TorchSelfCheck.run(new Device.Cpu(threads));
        return String.format(
                Locale.ROOT,
                "libtorch %s, cpu, %d threads, %.0f GFLOP/s (float32), relative error %.0e",
                report.libtorch(),
                threads,
                report.gigaflops(),
                report.maximumRelativeError());
    }

    private static String device(Device.Cuda device) {
        TorchSelfCheck.Report report = TorchSelfCheck.run(device);
        TorchLimits.Report limits = TorchLimits.measure(device);
        return String.format(
                Locale.ROOT,
                "libtorch %s, relative error %.0e; reads %.0f GB/s; products of matrices %.1f"
                        + " TFLOP/s (float32), %.1f (bfloat16)",
                report.libtorch(),
                report.maximumRelativeError(),
                limits.readBytes() * 1e-9,
                limits.operations().getOrDefault(Precision.F32, 0.0) * 1e-12,
                limits.operations().getOrDefault(Precision.BF16, 0.0) * 1e-12);
    }

    /** In one line: native code gives its reason in the first of many. */
    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
            String why = String.valueOf(next.getMessage()).lines().findFirst().orElse("");
            if (next.getCause() == null && !why.isBlank()) {
                return message + ": " + why;
            }
        }
        return message;
    }
}
