package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.inference.EngineException;
import java.util.Locale;

/** {@link TorchSelfCheck} on this machine's processor as a program of its own. */
public final class TorchSelfCheckMain {
    private TorchSelfCheckMain() {}

    /**
     * Prints one line with what was found and ends with status 0, or with the reason and status 1.
     */
    public static void main(String... arguments) {
        int threads = Runtime.getRuntime().availableProcessors();
        int status = 0;
        try {
            TorchSelfCheck.Report report = TorchSelfCheck.run(new Device.Cpu(threads));
            System.out.printf(
                    Locale.ROOT,
                    "libtorch %s, cpu, %d threads, %.0f GFLOP/s (float32), relative error %.0e%n",
                    report.libtorch(),
                    threads,
                    report.gigaflops(),
                    report.maximumRelativeError());
        } catch (EngineException | UnsatisfiedLinkError e) {
            System.out.println(e.getMessage());
            status = 1;
        }
        System.out.flush();
        // libtorch may abort in its static destructors at an ordinary exit.
        Runtime.getRuntime().halt(status);
    }
}
