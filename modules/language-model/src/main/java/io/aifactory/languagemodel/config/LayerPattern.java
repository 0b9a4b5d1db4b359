package io.aifactory.languagemodel.config;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which layers have a sliding window: {@code layer_types}, else a family's rule. */
final class LayerPattern {
    private LayerPattern() {}

    /**
     * @param size of the window; 0 = the model has none
     * @param usual whether a layer has one where the configuration does not list the layers
     * @return the window of each layer; 0 = it has none
     */
    static List<Integer> windows(ConfigKeys keys, int layers, int size, IntPredicate usual) {
        List<String> types = keys.texts("layer_types").orElse(List.of());
        if (size == 0) {
            if (types.contains("sliding_attention")) {
                throw ConfigKeys.bad("has sliding_attention in layer_types but no sliding_window");
            }
            return IntStream.range(0, layers).mapToObj(_ -> 0).toList();
        }
        if (types.isEmpty()) {
            return IntStream.range(0, layers)
                    .mapToObj(layer -> usual.test(layer) ? size : 0)
                    .toList();
        }
        if (types.size() < layers) {
            throw ConfigKeys.bad("has fewer layer_types than layers");
        }
        return types.stream().limit(layers).map(type -> window(type, size)).toList();
    }

    private static int window(String type, int size) {
        return switch (type) {
            case "full_attention" -> 0;
            case "sliding_attention" -> size;
            default -> throw ConfigKeys.bad("has layer_types " + type + ", which is not supported");
        };
    }

    /** A window that is configured; 0 = none. */
    static int size(ConfigKeys keys, int absent) {
        if (keys.root().has("sliding_window") && !keys.has("sliding_window")) {
            return 0;
        }
        int size = keys.integer("sliding_window", absent);
        if (size < 0) {
            throw ConfigKeys.bad("needs a sliding_window that is not negative");
        }
        return size;
    }
}
