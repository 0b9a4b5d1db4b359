package io.aifactory.tokenization.internal.json;

import io.aifactory.tokenization.internal.pipeline.PreTokenizer.Metaspace.PrependScheme;
import io.aifactory.tokenization.internal.pipeline.TokenDecoder;
import io.aifactory.tokenization.internal.pipeline.TokenDecoder.Step;
import io.aifactory.tokenization.internal.pipeline.TokenDecoder.Strip;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code decoder}. A chain is understood if it acts on each token alone ({@code Replace},
 * {@code Strip}, {@code Metaspace}, {@code WordPiece}, {@code ByteLevel}, {@code ByteFallback})
 * and, after {@code Fuse}, strips at the ends of the whole.
 */
final class DecoderReader {
    /** Most characters that a {@code Strip} takes away: they are held back while streaming. */
    private static final int MAX_STRIP = 1 << 10;

    private static final int MAX_STEPS = 64;

    private final List<Step> steps = new ArrayList<>();
    private Strip strip = Strip.NONE;
    private boolean bytes;
    private boolean fused;

    private DecoderReader() {}

    static TokenDecoder read(Component component) {
        DecoderReader reader = new DecoderReader();
        if (component.isAbsent()) {
            reader.steps.add(new TokenDecoder.Spaced());
        } else {
            reader.add(component);
        }
        return new TokenDecoder(reader.steps, reader.strip);
    }

    private void add(Component component) {
        switch (component.type()) {
            case "Sequence" -> component.get("decoders").elements().forEach(this::add);
            case "ByteLevel" -> {
                addStep(component, new TokenDecoder.ByteLevel());
                bytes = true;
            }
            case "ByteFallback" -> {
                addStep(component, new TokenDecoder.ByteFallback());
                bytes = true;
            }
            case "Replace" ->
                    addStep(
                            component,
                            new TokenDecoder.Replace(StageReader.substitution(component)));
            case "Metaspace" ->
                    addStep(
                            component,
                            new TokenDecoder.Metaspace(
                                    component.get("replacement").character(),
                                    StageReader.prependScheme(component) != PrependScheme.NEVER));
            case "WordPiece" ->
                    addStep(
                            component,
                            new TokenDecoder.WordPiece(
                                    component.get("prefix").text("##"),
                                    component.get("cleanup").flag(true)));
            case "Fuse" -> fused = true;
            case "Strip" -> addStrip(component);
            default -> throw component.unsupported();
        }
    }

    private void addStep(Component component, Step step) {
        if (bytes || fused) {
            throw component.invalid("must stand before ByteLevel, ByteFallback and Fuse");
        }
        if (steps.size() == MAX_STEPS) {
            throw component.invalid("is step " + (MAX_STEPS + 1) + "; the limit is " + MAX_STEPS);
        }
        steps.add(step);
    }

    private void addStrip(Component component) {
        Strip step =
                new Strip(
                        component.get("content").character(),
                        component.get("start").numberBelow(MAX_STRIP),
                        component.get("stop").numberBelow(MAX_STRIP));
        if (!fused) {
            addStep(component, step);
        } else if (strip.equals(Strip.NONE)) {
            strip = step;
        } else {
            throw component.invalid("must stand once after Fuse");
        }
    }
}
