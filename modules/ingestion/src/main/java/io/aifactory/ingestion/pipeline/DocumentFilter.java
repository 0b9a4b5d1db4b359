package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.ingestion.source.Candidate;
import io.aifactory.ingestion.source.Rejection;
import io.aifactory.ingestion.text.NormalText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides which candidates become documents. Of equal normalised texts the first one stays. (The
 * first 128 bits of a sha256 stand for a text: two different ones collide with odds of 1 in 10^20
 * among ten thousand million.)
 */
final class DocumentFilter {
    private record TextKey(long high, long low) {}

    private final Recipe recipe;
    private final MemoryBudget memory;
    private final Set<TextKey> seen = new HashSet<>();

    DocumentFilter(Recipe recipe, MemoryBudget memory) {
        this.recipe = recipe;
        this.memory = memory;
    }

    /** What becomes of a candidate. */
    sealed interface Verdict {
        /**
         * @param textBytes UTF-8 bytes of the normalised text
         */
        record Kept(KeptDocument document, long textBytes, long replacedBytes) implements Verdict {}

        record Duplicate() implements Verdict {}

        record Rejected(Rejection reason) implements Verdict {}
    }

    Verdict judge(String source, Candidate candidate) {
        return switch (candidate) {
            case Candidate.Unusable unusable -> new Verdict.Rejected(unusable.reason());
            case Candidate.Text text -> judge(source, text);
        };
    }

    private Verdict judge(String source, Candidate.Text candidate) {
        String text = NormalText.of(candidate.text());
        if (text.isBlank()) {
            return new Verdict.Rejected(Rejection.EMPTY);
        }
        if (text.codePointCount(0, text.length()) < recipe.minCharacters()) {
            return new Verdict.Rejected(Rejection.TOO_SHORT);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Limits.DOCUMENT_BYTES) {
            return new Verdict.Rejected(Rejection.TOO_LONG);
        }
        byte[] sha256 = Digest.newMessageDigest().digest(bytes);
        ByteBuffer head = ByteBuffer.wrap(sha256);
        if (!seen.add(new TextKey(head.getLong(), head.getLong()))) {
            return new Verdict.Duplicate();
        }
        memory.requireDocuments(seen.size(), source);
        String id = Digest.ofRaw(sha256).value();
        String group = candidate.group().isEmpty() ? id : candidate.group();
        return new Verdict.Kept(
                new KeptDocument(
                        id,
                        source,
                        candidate.path(),
                        candidate.offset(),
                        HeldOutSplit.key(recipe.seed(), group),
                        candidate.labels(),
                        text),
                bytes.length,
                candidate.replacedBytes());
    }
}
