package io.aifactory.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Short-lived child processes. */
final class Command {
    private Command() {}

    static boolean succeeds(Duration limit, String... command) {
        return output(limit, command).isPresent();
    }

    /** Trimmed standard output, if the command exists and ends with status 0 in time. */
    static Optional<String> output(Duration limit, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return end(process, limit) == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Runs a command of the server's, with the environment free of {@code PG*} variables.
     *
     * @throws PostgresException with the last lines of its output if it fails
     */
    static void run(Duration limit, Path directory, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(directory.toFile());
        cleanEnvironment(builder);
        try {
            Process process = builder.start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = end(process, limit);
            if (status != 0) {
                throw new PostgresException(
                        "'" + programOf(command) + "' ended with status " + status + ":\n" + text);
            }
        } catch (IOException e) {
            throw new PostgresException("cannot run '" + programOf(command) + "'", e);
        }
    }

    static void cleanEnvironment(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
    }

    private static String programOf(List<String> command) {
        return command.stream()
                .filter(word -> word.contains("/bin/"))
                .findFirst()
                .map(word -> word.substring(word.lastIndexOf('/') + 1))
                .orElse(command.getFirst());
    }

    private static int end(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            return -1;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
