package io.aifactory.scheduler.testing;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.v1.AdapterReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Adapters that a fake worker says it has; their digests follow from their names. */
final class FakeAdapters {
    private FakeAdapters() {}

    static List<AdapterReference> named(String... names) {
        return Stream.of(names)
                .map(name ->
                        AdapterReference.newBuilder()
                                .setName(name)
                                .setManifestDigest(
                                        Digest.of(name.getBytes(StandardCharsets.UTF_8)).value())
                                .build())
                .toList();
    }

    /** Whether a request for this one, or for none, can be served. */
    static boolean have(List<AdapterReference> adapters, String name) {
        return name.isEmpty()
                || adapters.stream().anyMatch(adapter -> adapter.getName().equals(name));
    }
}
