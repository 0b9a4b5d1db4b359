package io.aifactory.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** One copy of the factory in a home of its own, used only through its doors. */
final class PackagedFactory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration COMMAND_TIME = Duration.ofMinutes(5);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final Path home;
    private final Path distribution;

    /**
     * @param folder where its home is made and its commands run
     */
    PackagedFactory(Path folder) {
        this.folder = folder;
        this.home = folder.resolve("home");
        this.distribution =
                Path.of(System.getProperty("aifactory.root", ".."))
                        .resolve("modules/factory/target/distribution")
                        .toAbsolutePath()
                        .normalize();
        Assertions.assertTrue(
                Files.exists(distribution.resolve("factory/quarkus-run.jar")),
                "no distribution in " + distribution + "; build modules/factory first");
    }

    /**
     * @param status exit status
     * @param output standard output and error together
     */
    record Outcome(int status, String output) {
        Outcome succeeded() {
            Assertions.assertEquals(0, status, output);
            return this;
        }
    }

    /** Runs one command of the command line to its end. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        return runWithInput("", arguments);
    }

    /** Runs one command to its end with this on standard input, and then the end of input. */
    Outcome runWithInput(String input, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "command", ".out");
        Path typed = Files.createTempFile(folder, "command", ".in");
        Files.writeString(typed, input);
        Process process = start(typed, output, arguments);
        if (!process.waitFor(COMMAND_TIME.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            Assertions.fail("no end within " + COMMAND_TIME + ": " + Files.readString(output));
        }
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    /** Starts one command whose output goes to a file. */
    Process start(Path output, String... arguments) throws IOException {
        return start(Path.of("/dev/null"), output, arguments);
    }

    private Process start(Path input, Path output, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Daifactory.distribution=" + distribution);
        command.addAll(List.of("-jar", distribution.resolve("factory/quarkus-run.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile());
        builder.environment().put("AIFACTORY_HOME", home.toString());
        builder.environment().put("CI", "true");
        return builder.start();
    }

    /** The control plane, if one runs. */
    Optional<ProcessHandle> controlPlane() throws IOException {
        Path file = home.resolve("run/endpoint.json");
        return Files.exists(file)
                ? ProcessHandle.of(JSON.readTree(file.toFile()).path("pid").asLong())
                : Optional.empty();
    }

    /** Whether it still runs a program; an ended process whose parent has not noticed does not. */
    static boolean lives(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    URI uri(String path) throws IOException {
        int port = JSON.readTree(home.resolve("run/endpoint.json").toFile()).path("port").asInt();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(uri(path)).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        Assertions.assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    /** Posts a body as it stands. */
    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /**
     * @return the status
     */
    int delete(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(uri(path)).DELETE().build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** What all workers have written so far. */
    String workerLogs() {
        try (Stream<Path> files = Files.walk(home.resolve("logs"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The official client of the OpenAI API, pointed at this factory. */
    OpenAIClient client() throws IOException {
        return OpenAIOkHttpClient.builder().baseUrl(uri("/v1").toString()).apiKey("none").build();
    }

    /** The process of the first worker that is ready. */
    Optional<ProcessHandle> readyWorker() throws IOException, InterruptedException {
        for (JsonNode worker : get("/api/v1/workers")) {
            if (worker.path("state").asText().equals("READY") && worker.path("pid").asLong() > 0) {
                return ProcessHandle.of(worker.path("pid").asLong());
            }
        }
        return Optional.empty();
    }

    /** Something that may not hold yet. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Returns when it holds; a factory that does not answer yet is no failure. */
    static void await(String what, Duration time, Condition condition) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!holds(condition)) {
            Assertions.assertTrue(System.nanoTime() < deadline, "not within " + time + ": " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns when a worker is ready and the front door has noticed. */
    void awaitService() {
        await(
                "a served model",
                Duration.ofSeconds(90),
                () -> readyWorker().isPresent() && !get("/v1/models").path("data").isEmpty());
    }

    /**
     * Returns what happened to a worker, the newest first, when the newest is the expected one:
     * what is written behind supervision arrives a little later.
     */
    JsonNode awaitEvents(String worker, Predicate<JsonNode> newest)
            throws IOException, InterruptedException {
        String path = "/api/v1/workers/" + worker + "/events";
        await(
                "the expected event of " + worker,
                Duration.ofSeconds(30),
                () -> newest.test(get(path).path(0)));
        return get(path);
    }
}
