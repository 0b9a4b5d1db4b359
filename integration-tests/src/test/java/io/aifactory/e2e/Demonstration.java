package io.aifactory.e2e;

import io.aifactory.e2e.PackagedFactory.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** One factory and the demonstration on a tiny corpus, which ends with a served model. */
final class Demonstration implements AutoCloseable {
    /** Name of the model that the demonstration makes and serves. */
    static final String MODEL = "corpus-quick";

    private final Path folder;
    private final Path corpus;
    private final PackagedFactory factory;
    private final FutureTask<Outcome> first = new FutureTask<>(this::again);

    Demonstration() throws IOException {
        folder = Files.createTempDirectory("factory-e2e");
        corpus = TinyCorpus.write(folder.resolve("corpus"));
        factory = new PackagedFactory(folder);
    }

    /** Where the home of the factory, {@code home}, lies. */
    Path folder() {
        return folder;
    }

    PackagedFactory factory() {
        return factory;
    }

    /** What the first run said, which made the model; it runs once, however it ends. */
    Outcome first() throws ExecutionException, InterruptedException {
        first.run();
        return first.get().succeeded();
    }

    /** Runs the demonstration on the same corpus. */
    Outcome again() throws IOException, InterruptedException {
        return factory.run("demo", "--quick", "--data", corpus.toString());
    }

    /** Stops the factory, if it still runs, and removes all it wrote. */
    @Override
    public void close() throws IOException {
        try {
            factory.run("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the factory had stopped", e);
        }
        List<Path> written;
        try (Stream<Path> all = Files.walk(folder)) {
            written = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : written) {
            Files.delete(path);
        }
    }
}
