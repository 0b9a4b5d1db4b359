package io.aifactory.ingestion.source;

import io.aifactory.contracts.dataset.DataSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A source whose identity is known.
 *
 * @param data what the manifest says of it
 * @param languages only texts of these languages are wanted; empty for all
 * @param files brings the files to this machine, where they are not there yet
 */
public record ResolvedSource(
        DataSource data, Set<String> languages, Supplier<List<FoundFile>> files) {
    public ResolvedSource {
        languages = Set.copyOf(languages);
    }
}
