package io.aifactory.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Some hundred short stories from a small grammar: enough structure to be learned in seconds. */
final class TinyCorpus {
    private static final int DOCUMENTS = 300;
    private static final int SENTENCES = 30;
    private static final List<String> SUBJECTS =
            List.of("The old baker", "A young pilot", "My sister", "The quiet teacher", "El gato");
    private static final List<String> VERBS =
            List.of("looked for", "finally found", "painted", "carried", "never forgot");
    private static final List<String> OBJECTS =
            List.of("a red boat", "the broken clock", "two green apples", "her own shadow");
    private static final List<String> ENDINGS =
            List.of("before the rain came", "near the harbour", "every morning", "in Sevilla");

    private TinyCorpus() {}

    /** The same text each time. */
    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        var random = new SplittableRandom(7);
        for (int document = 0; document < DOCUMENTS; document++) {
            var text = new StringBuilder();
            for (int sentence = 0; sentence < SENTENCES; sentence++) {
                text.append(one(random, SUBJECTS)).append(' ');
                text.append(one(random, VERBS)).append(' ');
                text.append(one(random, OBJECTS)).append(' ');
                text.append(one(random, ENDINGS)).append(".\n");
            }
            Files.writeString(folder.resolve("story-" + document + ".txt"), text);
        }
        return folder;
    }

    private static String one(SplittableRandom random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
