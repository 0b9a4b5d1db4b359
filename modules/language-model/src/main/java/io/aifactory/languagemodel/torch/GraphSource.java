package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * TorchScript source of one module. TorchScript has no inheritance, so a model's source is composed
 * of readable parts: those its configuration asks for, then those all models of its kind share.
 *
 * @param className of the module
 * @param text its source
 */
record GraphSource(String className, String text) {
    /** What a decoder is to do. */
    enum Task {
        INFERENCE,
        TRAINING
    }

    /** The source that stands in one resource. */
    static GraphSource whole(String resource, String className) {
        return new GraphSource(className, read(resource));
    }

    static GraphSource decoder(ModelConfig config, Precision precision, Task task) {
        return decoder(config, precision, task, false, false);
    }

    /**
     * @param packed whether its matrices are
     * @param adapters whether any stand beside the weights
     */
    static GraphSource decoder(
            ModelConfig config, Precision precision, Task task, boolean packed, boolean adapters) {
        return new GraphSource(
                "Decoder",
                parts(config, precision, task, packed, adapters).stream()
                        .map(part -> read("decoder/" + part))
                        .collect(Collectors.joining()));
    }

    /** Names of the parts, in their order. */
    static List<String> parts(
            ModelConfig config, Precision precision, Task task, boolean packed, boolean adapters) {
        boolean mixture = config.hasMixture();
        return List.of(
                "head",
                "weights",
                switch (precision) {
                    case F32, BF16 -> packed ? "plain_packed" : "plain";
                    case INT8 -> packed ? "int8_packed" : "int8";
                    case INT4 -> "int4";
                },
                precision == Precision.INT8 ? "int8_rows" : "rows",
                switch (precision) {
                    case F32, INT8 -> "float32";
                    case BF16, INT4 -> "bfloat16";
                },
                switch (config.style().activation()) {
                    case SILU -> "silu";
                    case GELU_TANH -> "gelu_tanh";
                },
                mixture ? "mixture" : "gated",
                config.style().attention().cap() > 0 ? "attention_capped" : "attention",
                adapters ? "adapted" : "unadapted",
                "block",
                switch (task) {
                    case INFERENCE -> "inference";
                    case TRAINING -> "training";
                },
                "blocks",
                "sampling");
    }

    /**
     * An encoder's parts, and of a decoder's those that fill tensors.
     *
     * @throws IllegalArgumentException for int8 and int4, which encoders have not
     */
    static GraphSource encoder(EmbedderConfig config, Precision precision) {
        String weights =
                (read("decoder/weights") + read("decoder/plain") + read("decoder/rows"))
                        .replace("__torch__.Decoder", "__torch__.Encoder");
        String parts =
                Stream.of(
                                switch (precision) {
                                    case F32 -> "float32";
                                    case BF16 -> "bfloat16";
                                    case INT8, INT4 ->
                                            throw new IllegalArgumentException(
                                                    "embedding models are not kept in "
                                                            + precision);
                                },
                                switch (config.activation()) {
                                    case GELU -> "gelu";
                                    case GELU_TANH -> "gelu_tanh";
                                    case RELU -> "relu";
                                },
                                switch (config.pooling()) {
                                    case MEAN -> "mean";
                                    case CLS -> "cls";
                                    case MAX -> "max";
                                },
                                "encoder")
                        .map(part -> read("encoder/" + part))
                        .collect(Collectors.joining());
        return new GraphSource("Encoder", read("encoder/head") + weights + parts);
    }

    private static String read(String name) {
        try (InputStream resource = GraphSource.class.getResourceAsStream(name + ".py")) {
            if (resource == null) {
                throw new IllegalStateException("no graph source " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
