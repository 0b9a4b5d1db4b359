package io.aifactory.languagemodel.config;

import io.aifactory.languagemodel.decoder.Position;
import io.aifactory.languagemodel.decoder.RopeScaling;

/**
 * Rotary positions as {@code transformers} writes them: {@code rope_theta} and {@code rope_scaling}
 * up to version 4, both in {@code rope_parameters} from version 5 on.
 */
final class RopeKeys {
    private RopeKeys() {}

    /**
     * @param theta where the configuration names none
     * @param contextTokens the model's
     */
    static Position.Rotary read(ConfigKeys keys, double theta, int contextTokens) {
        if (keys.real("partial_rotary_factor", 1) != 1) {
            throw ConfigKeys.bad("asks for partial_rotary_factor, which is not supported");
        }
        ConfigKeys newer = keys.object("rope_parameters");
        RopeScaling older = scaling(keys.object("rope_scaling"), "rope_scaling", contextTokens);
        RopeScaling scaling =
                keys.has("rope_parameters")
                        ? scaling(newer, "rope_parameters", contextTokens)
                        : older;
        if (keys.has("rope_scaling") && !scaling.equals(older)) {
            throw ConfigKeys.bad("has rope_scaling and rope_parameters that differ");
        }
        double base = keys.real("rope_theta", newer.real("rope_theta", theta));
        return new Position.Rotary(base, scaling);
    }

    /** The scaling that one object describes. */
    static RopeScaling scaling(ConfigKeys rope, String where, int contextTokens) {
        if (rope.real("partial_rotary_factor", 1) != 1) {
            throw ConfigKeys.bad("asks for partial_rotary_factor, which is not supported");
        }
        String type = rope.text("rope_type", rope.text("type", "default"));
        return switch (type) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(factor(rope, where));
            case "llama3" -> llama3(rope, where);
            case "yarn" -> yarn(rope, where, contextTokens);
            default ->
                    throw ConfigKeys.bad(
                            "asks for %s %s; supported: default, linear, llama3, yarn"
                                    .formatted(where, type));
        };
    }

    private static RopeScaling llama3(ConfigKeys rope, String where) {
        double low = positive(rope, where, "low_freq_factor");
        double high = positive(rope, where, "high_freq_factor");
        if (high <= low) {
            throw ConfigKeys.bad("needs high_freq_factor above low_freq_factor in " + where);
        }
        return new RopeScaling.Llama3(
                factor(rope, where),
                low,
                high,
                positive(rope, where, "original_max_position_embeddings"));
    }

    private static RopeScaling yarn(ConfigKeys rope, String where, int contextTokens) {
        for (String key : new String[] {"mscale", "mscale_all_dim"}) {
            if (rope.has(key)) {
                throw ConfigKeys.bad(
                        "asks for %s in %s, which is not supported".formatted(key, where));
            }
        }
        double factor = factor(rope, where);
        double usual = factor <= 1 ? 1 : 0.1 * Math.log(factor) + 1;
        return new RopeScaling.Yarn(
                factor,
                rope.real("attention_factor", usual),
                rope.real("beta_fast", 32),
                rope.real("beta_slow", 1),
                rope.real("original_max_position_embeddings", contextTokens),
                rope.flag("truncate", true));
    }

    private static double factor(ConfigKeys rope, String where) {
        return positive(rope, where, "factor");
    }

    private static double positive(ConfigKeys rope, String where, String key) {
        double value = rope.has(key) ? rope.real(key) : 0;
        if (value <= 0) {
            throw ConfigKeys.bad("needs a positive %s in %s".formatted(key, where));
        }
        return value;
    }
}
