package io.aifactory.tokenization.internal.json;

import io.aifactory.tokenization.internal.pipeline.PreTokenizer.Metaspace.PrependScheme;
import io.aifactory.tokenization.internal.pipeline.TokenDecoder;
import io.aifactory.tokenization.internal.pipeline.TokenDecoder.Step;
import io.aifactory.tokenization.internal.pipeline.TokenDecoder.Strip;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code decoder}. A chain is understood if it acts on each token alone ({@code Replace},
 * {@code ByteLevel}, {@code ByteFallback}, {@code Metaspace}) and, after {@code Fuse}, strips at
 * the beginning of the whole.
 */
final class DecoderReader {
    private final List<Step> steps = new ArrayList<>();
    private Strip strip = Strip.NONE;
    private boolean bytes;
    private boolean fused;

    private DecoderReader() {}

    static TokenDecoder read(Component component) {
        DecoderReader reader = new DecoderReader();
        if (component.isAbsent()) {
            throw component.invalid("is missing");
        }
        reader.add(component);
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
                            new TokenDecoder.Replace(
                                    StageReader.pattern(component.get("pattern")),
                                    component.get("content").text()));
            case "Metaspace" ->
                    addStep(
                            component,
                            new TokenDecoder.Metaspace(
                                    component.get("replacement").character(),
                                    StageReader.prependScheme(component) != PrependScheme.NEVER));
            case "Fuse" -> fused = true;
            case "Strip" -> addStrip(component);
            default -> throw component.unsupported();
        }
    }

    private void addStep(Component component, Step step) {
        if (bytes || fused) {
            throw component.invalid("must stand before ByteLevel, ByteFallback and Fuse");
        }
        steps.add(step);
    }

    private void addStrip(Component component) {
        if (!fused || strip.count() > 0) {
            throw component.invalid("must stand once, after Fuse");
        }
        component.get("stop").numberBelow(1);
        strip =
                new Strip(
                        component.get("content").character(),
                        component.get("start").numberBelow(1 << 16));
    }
}
