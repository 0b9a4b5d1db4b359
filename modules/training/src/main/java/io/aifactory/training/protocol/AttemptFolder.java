package io.aifactory.training.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of one attempt.
 *
 * @param path where it lies
 */
public record AttemptFolder(Path path) {
    /** The {@link AttemptOrder}. */
    public Path order() {
        return path.resolve("spec.json");
    }

    /** The {@link TrainerEvent}s, one a line. */
    public Path events() {
        return path.resolve("events.jsonl");
    }

    /** The trained model in Hugging Face layout; complete once the finished event is there. */
    public Path output() {
        return path.resolve("output");
    }

    /** What the process printed. */
    public Path log() {
        return path.resolve("trainer.log");
    }

    public void write(AttemptOrder order) throws IOException {
        Files.createDirectories(path);
        Files.write(order(), ProtocolJson.canonicalBytes(order));
    }

    public AttemptOrder read() throws IOException {
        return ProtocolJson.parse(
                Files.readString(order(), StandardCharsets.UTF_8), AttemptOrder.class);
    }
}
