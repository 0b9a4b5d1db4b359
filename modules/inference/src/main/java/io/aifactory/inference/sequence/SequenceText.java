package io.aifactory.inference.sequence;

import io.aifactory.tokenization.StreamingDecoder;
import io.aifactory.tokenization.Tokenizer;

/**
 * The text of one sequence as its tokens arrive. It never shows half a character or the beginning
 * of a stop string. Not thread-safe.
 */
public final class SequenceText {
    private final StreamingDecoder decoder;
    private final StopStrings stops;
    private final int vocabulary;
    private final int minTokens;
    private int accepted;

    private SequenceText(Tokenizer tokenizer, GenerationSpec spec) {
        this.decoder = tokenizer.newStreamingDecoder();
        this.vocabulary = tokenizer.vocabularySize();
        this.stops = new StopStrings(spec.stops());
        this.minTokens = spec.sampling().minTokens();
    }

    /**
     * Text that goes on after the resumed tokens: what those show has been shown by an earlier
     * attempt, what they leave undecided is decided here.
     */
    public static SequenceText of(Tokenizer tokenizer, GenerationSpec spec) {
        SequenceText text = new SequenceText(tokenizer, spec);
        for (int token : spec.resumed()) {
            text.accept(token);
        }
        return text;
    }

    /** The text to show after this token; see {@link #stopped()}. */
    public String accept(int token) {
        accepted++;
        // A model's embedding may have more rows than its tokenizer has tokens.
        return token < vocabulary ? shown(decoder.accept(token)) : "";
    }

    /** What is left when no more tokens come; empty after a stop string. */
    public String finish() {
        String rest = shown(decoder.finish());
        return rest + stops.finish();
    }

    private String shown(String piece) {
        return accepted > minTokens ? stops.accept(piece) : stops.pass(piece);
    }

    /** A stop string has been found; nothing more will be shown. */
    public boolean stopped() {
        return stops.found();
    }
}
