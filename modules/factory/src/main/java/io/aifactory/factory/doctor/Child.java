package io.aifactory.factory.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Short programs whose output is a finding. */
final class Child {
    private static final long SECONDS = 60;

    private Child() {}

    /** Standard output and error of a program that ended with status 0; else empty. */
    static Optional<String> output(String... command) {
        Result result = run(new ProcessBuilder(List.of(command)));
        return result.status() == 0 ? Optional.of(result.text()) : Optional.empty();
    }

    /**
     * @param status of the program; -1 if it could not be started, -2 if it did not end in time
     * @param text what it printed
     */
    record Result(int status, String text) {}

    static Result run(ProcessBuilder builder) {
        return run(builder, SECONDS);
    }

    /**
     * @param seconds after which it is killed
     */
    static Result run(ProcessBuilder builder, long seconds) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            var killer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                                        process.destroyForcibly();
                                    }
                                } catch (InterruptedException e) {
                                    process.destroyForcibly();
                                }
                            });
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            killer.join();
            return new Result(status, text.strip());
        } catch (IOException e) {
            return new Result(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(-1, "interrupted");
        }
    }
}
