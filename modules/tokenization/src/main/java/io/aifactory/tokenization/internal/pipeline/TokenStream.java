package io.aifactory.tokenization.internal.pipeline;

import io.aifactory.tokenization.StreamingDecoder;
import io.aifactory.tokenization.internal.text.Utf8Decoder;

/** Decoding of one text; decoding at once and in pieces are the same code. */
final class TokenStream implements StreamingDecoder {
    private final PipelineTokenizer tokenizer;
    private final Utf8Decoder characters = new Utf8Decoder();
    private final TokenDecoder.Strip strip;
    private int toStrip;

    /** Characters at the end that go away if nothing follows; at most {@code strip.stop()}. */
    private int heldBack;

    private boolean first = true;

    TokenStream(PipelineTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.strip = tokenizer.pipeline().decoder().strip();
        this.toStrip = strip.start();
    }

    @Override
    public String accept(int id) {
        StringBuilder out = new StringBuilder();
        accept(id, out);
        return out.toString();
    }

    @Override
    public String finish() {
        StringBuilder out = new StringBuilder();
        finish(out);
        return out.toString();
    }

    void accept(int id, StringBuilder out) {
        if (!tokenizer.isSpecial(id)) {
            int start = out.length();
            characters.decode(tokenizer.bytes(id, first), out);
            first = false;
            strip(out, start);
        }
    }

    void finish(StringBuilder out) {
        int start = out.length();
        characters.finish(out);
        strip(out, start);
    }

    private void strip(StringBuilder out, int start) {
        if (toStrip > 0 && out.length() > start) {
            int end = start;
            while (toStrip > 0 && end < out.length() && out.charAt(end) == strip.content()) {
                end++;
                toStrip--;
            }
            if (end < out.length()) {
                toStrip = 0;
            }
            out.delete(start, end);
        }
        if (strip.stop() > 0 && out.length() > start) {
            holdBack(out, start);
        }
    }

    private void holdBack(StringBuilder out, int start) {
        out.insert(start, String.valueOf(strip.content()).repeat(heldBack));
        heldBack = 0;
        while (heldBack < strip.stop()
                && out.length() > start
                && out.charAt(out.length() - 1) == strip.content()) {
            out.setLength(out.length() - 1);
            heldBack++;
        }
    }
}
