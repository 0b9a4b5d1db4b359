package io.aifactory.tokenization.internal.pipeline;

import io.aifactory.tokenization.ChatPrompt;
import io.aifactory.tokenization.Frame;
import io.aifactory.tokenization.StreamingDecoder;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.internal.model.IntBuffer;
import io.aifactory.tokenization.internal.model.TokenModel;
import io.aifactory.tokenization.internal.normalization.Normalizer;
import io.aifactory.tokenization.internal.pipeline.AddedTokenScanner.Recognition;
import io.aifactory.tokenization.internal.text.WellFormed;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A tokenizer made of stages: added tokens, normaliser, pre-tokenizer, model, decoder. */
public final class PipelineTokenizer implements Tokenizer {
    private static final byte[] NOTHING = {};
    private static final long MAX_TOTAL_BYTES = 1 << 28;

    private final Pipeline pipeline;
    private final TokenModel model;
    private final Map<String, AddedToken> addedByContent = new HashMap<>();
    private final AddedTokenScanner rawScanner;
    private final AddedTokenScanner normalizedScanner;
    private final @Nullable String[] tokens;
    private final byte[][] bytes;
    private final boolean[] special;

    /**
     * The stages of a tokenizer.
     *
     * @param description the {@code tokenizer.json} without vocabulary and merges, as JSON
     */
    public record Pipeline(
            List<AddedToken> added,
            Normalizer normalizer,
            PreTokenizer preTokenizer,
            TokenDecoder decoder,
            Frame frame,
            String description) {
        public Pipeline {
            added = List.copyOf(added);
        }
    }

    /**
     * @throws IllegalArgumentException if added tokens or the texts of tokens are too long
     */
    public PipelineTokenizer(Pipeline pipeline, TokenModel model) {
        this.pipeline = pipeline;
        this.model = model;
        int size = vocabularySize(pipeline.added(), model);
        for (AddedToken token : pipeline.added()) {
            addedByContent.put(token.content(), token);
        }
        this.rawScanner =
                new AddedTokenScanner(
                        pipeline.added().stream().filter(t -> !t.normalized()).toList());
        this.normalizedScanner =
                new AddedTokenScanner(
                        pipeline.added().stream()
                                .filter(AddedToken::normalized)
                                .map(t -> normalized(t, pipeline.normalizer()))
                                .filter(t -> !t.content().isEmpty())
                                .toList());
        this.special = new boolean[size];
        this.tokens = new String[size];
        for (int id = 0; id < model.size(); id++) {
            tokens[id] = model.token(id);
        }
        for (AddedToken token : pipeline.added()) {
            special[token.id()] = token.special();
            tokens[token.id()] = token.content();
        }
        this.bytes = new byte[size][];
        long total = 0;
        for (int id = 0; id < size; id++) {
            String token = tokens[id];
            bytes[id] = token == null ? NOTHING : pipeline.decoder().bytes(token, false);
            total += bytes[id].length;
            if (total > MAX_TOTAL_BYTES) {
                throw new IllegalArgumentException(
                        "the tokens have more than " + MAX_TOTAL_BYTES + " bytes together");
            }
        }
    }

    /** Ids of a model and its added tokens: the highest plus one. */
    public static int vocabularySize(List<AddedToken> added, TokenModel model) {
        return Math.max(
                model.size(), added.stream().mapToInt(token -> token.id() + 1).max().orElse(0));
    }

    private static AddedToken normalized(AddedToken token, Normalizer normalizer) {
        return new AddedToken(
                token.id(),
                normalizer.ofAddedToken(token.content()),
                token.singleWord(),
                token.leftStrip(),
                token.rightStrip(),
                true,
                token.special());
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    public TokenModel model() {
        return model;
    }

    @Override
    public Frame frame() {
        return pipeline.frame();
    }

    @Override
    public int vocabularySize() {
        return bytes.length;
    }

    @Override
    public int[] encode(String text) {
        return encode(text, Recognition.NOWHERE);
    }

    @Override
    public int[] encodeWithSpecialTokens(String text) {
        return encode(text, Recognition.EVERYWHERE);
    }

    @Override
    public int[] encode(ChatPrompt prompt) {
        BitSet foreign = new BitSet();
        int length = 0;
        for (ChatPrompt.Piece piece : prompt.pieces()) {
            foreign.set(length, length + piece.text().length(), !piece.fromTemplate());
            length += piece.text().length();
        }
        return encode(
                prompt.text(),
                (start, end) -> {
                    int next = foreign.nextSetBit(start);
                    return next < 0 || next >= end;
                });
    }

    private int[] encode(String text, Recognition recognition) {
        IntBuffer ids = new IntBuffer(text.length() / 2);
        rawScanner.scan(
                WellFormed.of(text),
                recognition,
                new Collecting(ids) {
                    @Override
                    public void text(String between, int start) {
                        String normalized = pipeline.normalizer().apply(between);
                        normalizedScanner.scan(
                                normalized,
                                normalized.equals(between)
                                        ? (from, to) -> recognition.counts(start + from, start + to)
                                        // Places have moved: all of it counts, or nothing.
                                        : (_, _) ->
                                                recognition.counts(start, start + between.length()),
                                new Collecting(ids) {
                                    @Override
                                    public void text(String segment, int offset) {
                                        pipeline.preTokenizer()
                                                .split(
                                                        segment,
                                                        start == 0 && offset == 0,
                                                        (word, _) -> model.encode(word, ids));
                                    }
                                });
                    }
                });
        return ids.toArray();
    }

    @Override
    public String decode(int[] ids) {
        StringBuilder text = new StringBuilder(ids.length * 4);
        TokenStream stream = new TokenStream(this);
        for (int id : ids) {
            stream.accept(id, text);
        }
        stream.finish(text);
        return text.toString();
    }

    @Override
    public StreamingDecoder newStreamingDecoder() {
        return new TokenStream(this);
    }

    @Override
    public OptionalInt tokenId(String addedToken) {
        AddedToken token = addedByContent.get(addedToken);
        return token == null ? OptionalInt.empty() : OptionalInt.of(token.id());
    }

    @Override
    public int byteLength(int id) {
        return isSpecial(id) ? 0 : bytes[id].length;
    }

    @Override
    public byte[] tokenBytes(int id) {
        return isSpecial(id) ? NOTHING : bytes[id].clone();
    }

    boolean isSpecial(int id) {
        if (id < 0 || id >= bytes.length) {
            throw new IllegalArgumentException(
                    "token id " + id + " is not in the vocabulary of " + bytes.length + " ids");
        }
        return special[id];
    }

    byte[] bytes(int id, boolean first) {
        if (first && pipeline.decoder().firstIsDifferent()) {
            String token = tokens[id];
            return token == null ? NOTHING : pipeline.decoder().bytes(token, true);
        }
        return bytes[id];
    }

    private abstract static class Collecting implements AddedTokenScanner.Sink {
        private final IntBuffer ids;

        Collecting(IntBuffer ids) {
            this.ids = ids;
        }

        @Override
        public void token(AddedToken token) {
            ids.add(token.id());
        }
    }
}
