package io.aifactory.languagemodel.reference;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Rotary positions: component i of the first half of a head and component i of the second are a
 * pair that is turned by position · frequency i.
 */
final class PlainRope {
    private final double[] frequencies;
    private final double magnitude;

    /**
     * @param scaling {@code rope_scaling} or what stands in for it; may be missing
     */
    PlainRope(double theta, JsonNode scaling, int headSize) {
        frequencies = new double[headSize / 2];
        for (int i = 0; i < frequencies.length; i++) {
            double frequency = Math.pow(theta, -2.0 * i / headSize);
            frequencies[i] = scaled(frequency, i, theta, scaling);
        }
        magnitude =
                type(scaling).equals("yarn")
                        ? 0.1 * Math.log(scaling.get("factor").doubleValue()) + 1
                        : 1;
    }

    private static String type(JsonNode scaling) {
        return scaling.path("rope_type").asText(scaling.path("type").asText("default"));
    }

    private double scaled(double frequency, int pair, double theta, JsonNode scaling) {
        double factor = scaling.path("factor").asDouble(1);
        double context = scaling.path("original_max_position_embeddings").asDouble(0);
        return switch (type(scaling)) {
            case "default" -> frequency;
            case "linear" -> frequency / factor;
            case "llama3" -> {
                double wave = 2 * Math.PI / frequency;
                double low = scaling.get("low_freq_factor").doubleValue();
                double high = scaling.get("high_freq_factor").doubleValue();
                if (wave > context / low) {
                    yield frequency / factor;
                }
                if (wave < context / high) {
                    yield frequency;
                }
                double smooth = (context / wave - low) / (high - low);
                yield (1 - smooth) * frequency / factor + smooth * frequency;
            }
            case "yarn" -> {
                double first = Math.max(0, Math.floor(pairThatTurns(32, context, theta)));
                double last = Math.ceil(pairThatTurns(1, context, theta));
                last = Math.min(last, 2 * frequencies.length - 1);
                double ramp = Math.min(1, Math.max(0, (pair - first) / (last - first)));
                yield frequency / factor * ramp + frequency * (1 - ramp);
            }
            default -> throw new IllegalArgumentException(scaling.toString());
        };
    }

    /** Solves context · theta^(-2 i / size) / 2π = turns for i. */
    private double pairThatTurns(double turns, double context, double theta) {
        return frequencies.length * Math.log(context / turns / 2 / Math.PI) / Math.log(theta);
    }

    double[] turned(double[] head, int position) {
        int half = frequencies.length;
        double[] result = new double[head.length];
        for (int i = 0; i < half; i++) {
            double cosine = magnitude * Math.cos(position * frequencies[i]);
            double sine = magnitude * Math.sin(position * frequencies[i]);
            result[i] = head[i] * cosine - head[i + half] * sine;
            result[i + half] = head[i + half] * cosine + head[i] * sine;
        }
        return result;
    }
}
