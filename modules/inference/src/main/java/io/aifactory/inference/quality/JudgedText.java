package io.aifactory.inference.quality;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.storage.dataset.HeldOut;
import io.aifactory.storage.dataset.MappedTokens;
import io.aifactory.storage.dataset.TokenStream;
import io.aifactory.tokenization.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A text that a model did not learn from, as its tokens.
 *
 * @param name of the dataset version or of the file
 * @param digest of the dataset version's manifest, or of what was read of the file
 * @param tokens that are predicted
 */
record JudgedText(String name, Digest digest, HeldOut tokens) {
    /** Bytes that are read of a file for each token wanted: more than a token stands for. */
    private static final int BYTES_OF_A_TOKEN = 64;

    /**
     * The held-out part of a dataset version, as the trainer evaluates it: whole documents.
     *
     * @param limit at most so many tokens
     * @throws FactoryException {@code INVALID_REQUEST} if it holds nothing out or was made with
     *     another tokenizer than the model's, {@code NOT_FOUND} or {@code CONTENT_DAMAGED} as
     *     {@link MappedTokens#open}
     */
    static JudgedText heldOut(BlobStore store, Digest dataset, PreparedModel model, int limit)
            throws IOException {
        store.verify(dataset);
        DatasetManifest manifest = new Manifests(store).dataset(dataset);
        if (!manifest.tokenizer().equals(Digest.of(model.tokenizerJson()))) {
            throw refused(
                    "dataset '%s' was made with another tokenizer than the model's; give a text with"
                                    .formatted(manifest.name())
                            + " --text");
        }
        if (manifest.heldOutTokens() == 0) {
            throw refused(
                    "dataset '%s' holds nothing out; give a text with --text"
                            .formatted(manifest.name()));
        }
        try (Arena arena = Arena.ofConfined()) {
            MappedTokens tokens = MappedTokens.open(store, manifest, manifest.heldOut(), arena);
            return new JudgedText(
                    manifest.name(),
                    dataset,
                    HeldOut.of(tokens, manifest.endOfText(), limit, model.tokenizer()::byteLength));
        }
    }

    /**
     * The beginning of a file of UTF-8 text, as one document.
     *
     * @param limit at most so many tokens, up to 2^24
     * @throws FactoryException {@code INVALID_REQUEST} if it has no text, or the model no token
     *     that a text can begin after
     */
    static JudgedText file(Path file, PreparedModel model, int limit) throws IOException {
        byte[] read;
        try (InputStream in = Files.newInputStream(file)) {
            read = in.readNBytes(Math.multiplyExact(limit, BYTES_OF_A_TOKEN));
        }
        Tokenizer tokenizer = model.tokenizer();
        int[] tokens = tokenizer.encode(text(read, Files.size(file)));
        if (tokens.length == 0) {
            throw refused(file + " has no text");
        }
        return new JudgedText(
                String.valueOf(file.getFileName()),
                Digest.of(read),
                HeldOut.of(TokenStream.of(tokens), start(model), limit, tokenizer::byteLength));
    }

    /** What was read, without a character that the end of reading has cut. */
    private static String text(byte[] read, long size) {
        int end = read.length;
        if (end < size) {
            while (end > 0 && (read[end - 1] & 0xC0) == 0x80) {
                end--;
            }
            end = Math.max(0, end - 1);
        }
        return new String(read, 0, end, StandardCharsets.UTF_8);
    }

    /** The token before a text: that of a beginning, else that of an end. */
    private static int start(PreparedModel model) {
        int[] before = model.tokenizer().frame().before();
        return Stream.concat(
                        before.length == 0 ? Stream.empty() : Stream.of(before[before.length - 1]),
                        model.task().eosTokens().stream())
                .findFirst()
                .orElseThrow(() ->
                        refused(
                                "the model has no token for the beginning or the end of a text, so"
                                        + " the first one cannot be predicted"));
    }

    private static FactoryException refused(String message) {
        return new FactoryException(ErrorCode.INVALID_REQUEST, message);
    }
}
