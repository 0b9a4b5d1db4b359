package io.aifactory.training.support;

import io.aifactory.training.protocol.AttemptFolder;
import io.aifactory.training.protocol.ProtocolJson;
import io.aifactory.training.protocol.TrainerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts trainers as real processes and reads what they report. */
public final class TrainerProcesses {
    private TrainerProcesses() {}

    /** Starts a main class of this class path on an attempt's folder. */
    public static Process start(Class<?> mainClass, AttemptFolder folder) throws IOException {
        Files.createDirectories(folder.path());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        mainClass.getName(),
                        folder.path().toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.log().toFile()))
                .start();
    }

    /** The whole events so far. */
    public static List<TrainerEvent> events(AttemptFolder folder) {
        if (!Files.exists(folder.events())) {
            return List.of();
        }
        try {
            String text = Files.readString(folder.events());
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> ProtocolJson.parse(line, TrainerEvent.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The steps among the events so far. */
    public static List<TrainerEvent.Step> steps(AttemptFolder folder) {
        return events(folder).stream()
                .filter(TrainerEvent.Step.class::isInstance)
                .map(TrainerEvent.Step.class::cast)
                .toList();
    }
}
