package io.aifactory.languagemodel.gguf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.languagemodel.ModelFormatException;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How rotary positions are stretched, as {@code rope_scaling} of {@code config.json}: from the keys
 * {@code rope.scaling.*}, or, for Llama 3, found again from the factors that such files hold as
 * tensor {@code rope_freqs.weight} (transformers' {@code _compute_llama3_parameters} computes the
 * same from four numbers).
 */
final class GgufRope {
    static final String FACTORS = "rope_freqs.weight";
    private static final double LOW = 1;
    private static final double HIGH = 4;
    private static final double TOLERANCE = 1e-4;

    private GgufRope() {}

    static Optional<ObjectNode> scaling(GgufFile file, GgufShape shape, double theta) {
        Optional<ObjectNode> declared = declared(file, shape.family().key() + ".rope.scaling.");
        if (file.find(FACTORS).isEmpty()) {
            return declared;
        }
        if (declared.isPresent()) {
            throw new ModelFormatException(
                    file.name() + " has both a rope.scaling.type and the tensor " + FACTORS);
        }
        return fromFactors(file, factors(file, shape.headSize()), theta);
    }

    private static Optional<ObjectNode> declared(GgufFile file, String prefix) {
        GgufMetadata metadata = file.metadata();
        OptionalDouble factor = metadata.real(prefix + "factor");
        String type = metadata.text(prefix + "type").orElse(factor.isPresent() ? "linear" : "none");
        if (type.equals("none") || (type.equals("linear") && factor.orElse(1) == 1)) {
            return Optional.empty();
        }
        if (!type.equals("linear") && !type.equals("yarn")) {
            throw new ModelFormatException(
                    "%s has %stype %s; supported: none, linear, yarn"
                            .formatted(file.name(), prefix, type));
        }
        if (!(factor.orElse(0) >= 1)) {
            throw new ModelFormatException(
                    file.name() + " has an impossible or no " + prefix + "factor");
        }
        ObjectNode scaling = JsonNodeFactory.instance.objectNode();
        scaling.put("rope_type", type);
        scaling.put("factor", GgufConfig.shortest(factor.getAsDouble()));
        if (type.equals("yarn")) {
            scaling.put(
                    "original_max_position_embeddings",
                    metadata.whole(prefix + "original_context_length")
                            .orElseThrow(() ->
                                    new ModelFormatException(
                                            "%s lacks the metadata key %soriginal_context_length"
                                                    .formatted(file.name(), prefix))));
            metadata.real(prefix + "attn_factor")
                    .ifPresent(
                            value -> scaling.put("attention_factor", GgufConfig.shortest(value)));
        }
        return Optional.of(scaling);
    }

    private static float[] factors(GgufFile file, long headSize) {
        GgufTensor tensor = file.require(FACTORS);
        if (tensor.format() != BlockFormat.F32
                || tensor.shape().size() != 1
                || tensor.shape().getFirst() != headSize / 2) {
            throw new ModelFormatException(
                    "%s has shape %s and type %s at tensor %s where [%d] and F32 belong"
                            .formatted(
                                    file.name(),
                                    tensor.shape(),
                                    tensor.format(),
                                    FACTORS,
                                    headSize / 2));
        }
        byte[] bytes = file.segment(tensor).toArray(ValueLayout.JAVA_BYTE);
        float[] factors = new float[(int) (headSize / 2)];
        tensor.format().decode(bytes, 0, factors.length, factors, 0);
        return factors;
    }

    private static Optional<ObjectNode> fromFactors(GgufFile file, float[] factors, double theta) {
        double factor = 1;
        for (float value : factors) {
            factor = Math.max(factor, value);
        }
        if (factor == 1 && agrees(factors, theta, 1, 8192)) {
            return Optional.empty();
        }
        for (long context = 256; context <= 1 << 24; context *= 2) {
            if (agrees(factors, theta, factor, context)) {
                ObjectNode scaling = JsonNodeFactory.instance.objectNode();
                scaling.put("rope_type", "llama3");
                scaling.put("factor", GgufConfig.shortest(factor));
                scaling.put("high_freq_factor", HIGH);
                scaling.put("low_freq_factor", LOW);
                scaling.put("original_max_position_embeddings", context);
                return Optional.of(scaling);
            }
        }
        throw new ModelFormatException(
                file.name() + " has a tensor " + FACTORS + " that is not Llama 3's scaling");
    }

    private static boolean agrees(float[] factors, double theta, double factor, long context) {
        for (int i = 0; i < factors.length; i++) {
            double expected = llama3(i, factors.length, theta, factor, context);
            if (!(Math.abs(factors[i] - expected) <= TOLERANCE * expected)) {
                return false;
            }
        }
        return true;
    }

    /** By how much pair {@code i} turns more slowly. */
    static double llama3(int i, int pairs, double theta, double factor, long context) {
        double wavelength = 2 * Math.PI * Math.pow(theta, (double) i / pairs);
        if (wavelength < context / HIGH) {
            return 1;
        }
        if (wavelength > context / LOW) {
            return factor;
        }
        double smooth = (context / wavelength - LOW) / (HIGH - LOW);
        return 1 / ((1 - smooth) / factor + smooth);
    }
}
