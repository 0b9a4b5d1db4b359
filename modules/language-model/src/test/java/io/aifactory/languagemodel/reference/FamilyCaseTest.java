package io.aifactory.languagemodel.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Comparing with these models only proves what shows in their logits. */
class FamilyCaseTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Settings that change no shape and are not read by every family alike. */
    private static final Set<String> SETTINGS =
            Set.of(
                    "rope_theta",
                    "factor",
                    "low_freq_factor",
                    "high_freq_factor",
                    "original_max_position_embeddings",
                    "sliding_window",
                    "max_window_layers",
                    "no_rope_layers",
                    "query_pre_attn_scalar",
                    "attn_logit_softcapping",
                    "final_logit_softcapping",
                    "sliding_window_pattern",
                    "rope_local_base_freq",
                    "num_experts_per_tok",
                    "norm_topk_prob",
                    "rms_norm_eps");

    @ParameterizedTest
    @MethodSource("all")
    void everySettingShowsInTheLogits(FamilyCase family) throws IOException {
        JsonNode config = JSON.readTree(family.config());
        int[] text = new Random(1).ints(23, 0, 97).toArray();
        double[][] expected = logits(family, config, text);
        Map<String, Double> differences = new TreeMap<>();
        change(
                config,
                setting ->
                        differences.put(
                                setting, difference(expected, logits(family, config, text))));
        assertTrue(differences.size() > 1);
        differences.values().forEach(d -> assertTrue(d > 1e-3, differences.toString()));
    }

    static Stream<FamilyCase> all() {
        return FamilyCase.all();
    }

    /** Changes one setting after the other in place, and back. */
    private static void change(JsonNode node, Consumer<String> changed) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
                String key = entry.getKey();
                JsonNode value = entry.getValue();
                if (SETTINGS.contains(key)) {
                    object.set(key, other(key, value));
                    changed.accept(key);
                    object.set(key, value);
                } else {
                    change(value, changed);
                }
            }
        }
    }

    private static JsonNode other(String key, JsonNode value) {
        ObjectNode holder = JSON.createObjectNode();
        return switch (value) {
            case ArrayNode array -> {
                ArrayNode flipped = holder.putArray(key);
                array.forEach(number -> flipped.add(1 - number.intValue()));
                yield flipped;
            }
            default ->
                    value.isBoolean()
                            ? holder.put(key, !value.booleanValue()).get(key)
                            : value.isInt()
                                    ? holder.put(key, value.intValue() * 3 / 2 + 1).get(key)
                                    : holder.put(key, value.doubleValue() * 1.5).get(key);
        };
    }

    private static double[][] logits(FamilyCase family, JsonNode config, int[] text) {
        RandomWeights weights = new RandomWeights(family.type(), family.name().hashCode());
        return new ReferenceDecoder(config.toString(), weights).logits(text);
    }

    private static double difference(double[][] expected, double[][] other) {
        double worst = 0;
        for (int t = 0; t < expected.length; t++) {
            for (int i = 0; i < expected[t].length; i++) {
                worst = Math.max(worst, Math.abs(expected[t][i] - other[t][i]));
            }
        }
        return worst;
    }
}
