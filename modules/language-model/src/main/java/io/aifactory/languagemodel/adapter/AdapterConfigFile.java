package io.aifactory.languagemodel.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code adapter_config.json} of Hugging Face's PEFT. Absent keys get PEFT's defaults. {@code
 * fan_in_fan_out} is about layers that no family here has; PEFT itself ignores it for others.
 */
final class AdapterConfigFile {
    static final String NAME = "adapter_config.json";

    /** Limit of the file's size. */
    static final int MAX_BYTES = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ENTRIES = 10_000;

    /** Settings that change the mathematics and are not implemented, and what helps. */
    private static final Map<String, String> REFUSED =
            Map.ofEntries(
                    Map.entry("use_dora", "train it without DoRA or merge it into its model"),
                    Map.entry("lora_bias", "train it without biases or merge it into its model"),
                    Map.entry(
                            "modules_to_save",
                            "train it without whole modules or merge it into its model"),
                    Map.entry("trainable_token_indices", "merge it into its model"),
                    Map.entry("target_parameters", "merge it into its model"),
                    Map.entry("layer_replication", "merge it into its model"),
                    Map.entry("alora_invocation_tokens", "train it as a plain LoRA adapter"),
                    Map.entry("use_qalora", "merge it into its model"),
                    Map.entry("arrow_config", "serve the adapters it chooses from one by one"));

    /** Ways to begin that change the base model's own weights. */
    private static final Set<String> OTHER_BASE =
            Set.of("pissa", "olora", "corda", "loftq", "lora_ga");

    private AdapterConfigFile() {}

    /**
     * @throws ModelFormatException if it is not the configuration of an adapter that can be served
     */
    static AdapterConfig parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(NAME + " is not valid JSON", e);
        }
        if (!root.isObject()) {
            throw bad("is not a JSON object");
        }
        String type = root.path("peft_type").asText("");
        if (!type.equals("LORA")) {
            throw bad("is of peft_type '%s'; only LORA can be served".formatted(type));
        }
        refuse(root);
        int rank = rank("r", root.path("r"), 8);
        return new AdapterConfig(
                rank,
                alpha("lora_alpha", root.path("lora_alpha"), 8),
                root.path("use_rslora").asBoolean(false),
                targets(root),
                entries(root, "rank_pattern").stream()
                        .map(entry ->
                                new AdapterConfig.Ranked(
                                        suffix("rank_pattern", entry.getKey()),
                                        rank("rank_pattern", entry.getValue(), rank)))
                        .toList(),
                entries(root, "alpha_pattern").stream()
                        .map(entry ->
                                new AdapterConfig.Scaled(
                                        suffix("alpha_pattern", entry.getKey()),
                                        alpha("alpha_pattern", entry.getValue(), 8)))
                        .toList());
    }

    private static void refuse(JsonNode root) {
        REFUSED.forEach((key, help) -> {
            JsonNode value = root.path(key);
            boolean set = value.isContainerNode() ? !value.isEmpty() : value.asBoolean(true);
            if (root.hasNonNull(key) && set) {
                throw bad("asks for %s, which is not supported; %s".formatted(key, help));
            }
        });
        String bias = root.path("bias").asText("none");
        if (root.hasNonNull("bias") && !bias.equals("none")) {
            throw bad(
                    "asks for bias '%s', which is not supported; train it with bias none"
                            .formatted(bias));
        }
        String start = root.path("init_lora_weights").asText("");
        if (OTHER_BASE.stream().anyMatch(start::startsWith)) {
            throw bad(
                    "has init_lora_weights '%s', which changes the base model; convert it to a plain"
                                    .formatted(start)
                            + " LoRA adapter when it is saved");
        }
    }

    private static TargetModules targets(JsonNode root) {
        TargetModules all = modules(root, "target_modules");
        JsonNode excluded = root.path("exclude_modules");
        return excluded.isTextual() || !excluded.isEmpty()
                ? new TargetModules.Without(all, modules(root, "exclude_modules"))
                : all;
    }

    private static TargetModules modules(JsonNode root, String key) {
        JsonNode value = root.path(key);
        Optional<Set<Integer>> layers =
                root.hasNonNull("layers_to_transform") && key.equals("target_modules")
                        ? Optional.of(layers(root.get("layers_to_transform")))
                        : Optional.empty();
        if (value.isTextual()) {
            if (layers.isPresent()) {
                throw bad("cannot have layers_to_transform where target_modules is a text");
            }
            return value.textValue().equalsIgnoreCase("all-linear")
                    ? new TargetModules.AllLinear()
                    : new TargetModules.Matching(new ModulePattern(key, value.textValue()));
        }
        if (!value.isArray() || value.isEmpty()) {
            throw bad("needs names of modules, a regular expression or all-linear at " + key);
        }
        return new TargetModules.Named(texts(key, value), layers, layerLists(root));
    }

    private static List<String> layerLists(JsonNode root) {
        JsonNode value = root.path("layers_pattern");
        return value.isTextual() ? List.of(value.textValue()) : texts("layers_pattern", value);
    }

    private static List<String> texts(String key, JsonNode values) {
        if (values.size() > MAX_ENTRIES) {
            throw bad("has more than %d entries at %s".formatted(MAX_ENTRIES, key));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : values) {
            if (!text.isTextual() || text.textValue().isEmpty()) {
                throw bad("has at %s what is not a name".formatted(key));
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    private static Set<Integer> layers(JsonNode value) {
        Set<Integer> layers = new TreeSet<>();
        for (JsonNode number : value.isArray() ? value : List.of(value)) {
            if (!number.isIntegralNumber() || !number.canConvertToInt()) {
                throw bad("has a layers_to_transform that is not a number");
            }
            layers.add(number.intValue());
        }
        return layers;
    }

    private static List<Map.Entry<String, JsonNode>> entries(JsonNode root, String key) {
        JsonNode value = root.path(key);
        if (root.hasNonNull(key) && !value.isObject()) {
            throw bad("needs an object at " + key);
        }
        if (value.size() > MAX_ENTRIES) {
            throw bad("has more than %d entries at %s".formatted(MAX_ENTRIES, key));
        }
        return List.copyOf(value.properties());
    }

    /** A pattern matches a whole name or what follows a point in it. */
    private static ModulePattern suffix(String key, String pattern) {
        return new ModulePattern(key, "(.*\\.)?(" + pattern + ")");
    }

    private static int rank(String key, JsonNode value, int absent) {
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isIntegralNumber() || value.longValue() < 1) {
            throw bad("needs a whole number of at least 1 at " + key);
        }
        if (value.longValue() > AdapterConfig.MAX_RANK) {
            throw bad(
                    "has rank %s at %s; the limit is %d: train it with a smaller one, or merge it into"
                                    .formatted(value, key, AdapterConfig.MAX_RANK)
                            + " its model");
        }
        return value.intValue();
    }

    private static double alpha(String key, JsonNode value, double absent) {
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw bad("needs a number at " + key);
        }
        return value.doubleValue();
    }

    static ModelFormatException bad(String fault) {
        return new ModelFormatException(NAME + " " + fault);
    }
}
