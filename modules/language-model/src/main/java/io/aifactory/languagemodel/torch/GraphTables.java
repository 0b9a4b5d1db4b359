package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.DecoderStyle;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.decoder.Position;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The constants of a decoder as the numbers that its graph reads; a pure function of its
 * configuration. The meaning of each stands in {@code decoder/head.py}.
 *
 * @param places of tensors, and what differs from block to block
 * @param constants what all blocks have in common
 * @param rotations each kind once
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a native call at once
record GraphTables(long[] places, double[] constants, List<Position.Rotary> rotations) {
    /** Without adapters. */
    static GraphTables of(ModelConfig config, DecoderLayout layout, Precision precision) {
        return of(config, layout, AdapterLayout.none(), precision);
    }

    static GraphTables of(
            ModelConfig config, DecoderLayout layout, AdapterLayout adapters, Precision precision) {
        List<Position.Rotary> rotations = rotations(config);
        IntStream places =
                IntStream.concat(
                        IntStream.of(
                                window(config),
                                layout.finalNorm(),
                                layout.head(),
                                layout.headRows()),
                        IntStream.range(0, config.layers())
                                .flatMap(block ->
                                        IntStream.concat(
                                                block(config, layout, rotations, block),
                                                adapters.places(block))));
        DecoderStyle style = config.style();
        double[] constants = {
            config.normEpsilon(),
            style.attention().scale(),
            style.attention().cap(),
            rounded(style.embeddingScale(), precision),
            style.logitCap()
        };
        return new GraphTables(places.asLongStream().toArray(), constants, rotations);
    }

    /** The kinds of rotation, in the order of their first block. */
    static List<Position.Rotary> rotations(ModelConfig config) {
        return config.blocks().stream()
                .map(DecoderLayer::position)
                .filter(Position.Rotary.class::isInstance)
                .map(Position.Rotary.class::cast)
                .distinct()
                .toList();
    }

    private static int window(ModelConfig config) {
        List<Integer> windows =
                config.blocks().stream()
                        .map(DecoderLayer::window)
                        .filter(size -> size > 0)
                        .distinct()
                        .toList();
        if (windows.size() > 1) {
            throw new IllegalArgumentException("blocks with windows of several sizes: " + windows);
        }
        return windows.isEmpty() ? 0 : windows.getFirst();
    }

    private static IntStream block(
            ModelConfig config, DecoderLayout layout, List<Position.Rotary> rotations, int number) {
        DecoderLayer block = config.blocks().get(number);
        int rotation =
                switch (block.position()) {
                    case Position.None _ -> -1;
                    case Position.Rotary rotary -> rotations.indexOf(rotary);
                };
        int active = 0;
        int normalised = 0;
        if (block.feedForward() instanceof FeedForward.Mixture mixture) {
            active = mixture.active();
            normalised = mixture.normalised() ? 1 : 0;
        }
        return IntStream.concat(
                layout.places(number),
                IntStream.of(rotation, block.window() > 0 ? 1 : 0, active, normalised));
    }

    /** As {@code transformers} rounds what it multiplies embeddings by: to their type. */
    static double rounded(double value, Precision precision) {
        return switch (precision) {
            case F32, INT8 -> (float) value;
            case BF16, INT4 -> {
                int bits = Float.floatToRawIntBits((float) value);
                int half = 0x7fff + (bits >>> 16 & 1);
                yield Float.intBitsToFloat(bits + half & 0xffff0000);
            }
        };
    }
}
