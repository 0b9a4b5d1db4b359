package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    /** The source that stands in one resource. */
    static GraphSource whole(String resource, String className) {
        return new GraphSource(className, read(resource));
    }

    /** Of a decoder that serves. */
    static GraphSource decoder(ModelConfig config, DecoderForm form) {
        return composed(parts(config, form));
    }

    /** Of a decoder that is trained, in float32. */
    static GraphSource training(ModelConfig config) {
        List<String> parts = new ArrayList<>(layers(config, DecoderForm.plain(Precision.F32)));
        parts.addAll(List.of("training", "blocks", "sampling"));
        return composed(parts);
    }

    /**
     * @param parts names of parts of a decoder, in their order
     */
    static GraphSource composed(List<String> parts) {
        return new GraphSource(
                "Decoder",
                parts.stream().map(part -> read("decoder/" + part)).collect(Collectors.joining()));
    }

    /** Names of the parts of a decoder that serves, in their order. */
    static List<String> parts(ModelConfig config, DecoderForm form) {
        List<String> parts = new ArrayList<>(layers(config, form));
        switch (form.attention()) {
            case MASKED -> parts.add("slots_masked");
            case FLASH -> parts.addAll(List.of("slots_flash", "flash"));
        }
        parts.addAll(List.of("inference", "blocks", "sampling"));
        return parts;
    }

    private static List<String> layers(ModelConfig config, DecoderForm form) {
        List<String> parts = new ArrayList<>(List.of("head", "weights"));
        parts.add(
                switch (form.copies()) {
                    case AT_ONCE -> "copies_at_once";
                    case QUEUED -> "copies_queued";
                });
        parts.addAll(matrices(form));
        if (form.precision().computesInBfloat16()) {
            parts.add(
                    switch (form.copies()) {
                        case AT_ONCE -> "refined_found";
                        case QUEUED -> "refined_counted";
                    });
        }
        parts.addAll(
                List.of(
                        form.precision() == Precision.INT8 ? "int8_rows" : "rows",
                        switch (form.precision()) {
                            case F32, INT8 -> "float32";
                            case BF16, INT4 -> "bfloat16";
                        },
                        switch (config.style().activation()) {
                            case SILU -> "silu";
                            case GELU_TANH -> "gelu_tanh";
                        },
                        config.hasMixture() ? "mixture" : "gated",
                        config.style().attention().cap() > 0 ? "attention_capped" : "attention",
                        form.adapters() ? "adapted" : "unadapted",
                        "block"));
        return parts;
    }

    private static List<String> matrices(DecoderForm form) {
        return switch (form.precision()) {
            case F32, BF16 ->
                    List.of(
                            switch (form.products()) {
                                case PACKED -> "plain_packed";
                                case PLAIN, WIDENED, TILED -> "plain";
                            });
            case INT8 ->
                    List.of(
                            switch (form.products()) {
                                case PACKED -> "int8_packed";
                                case PLAIN -> "int8";
                                case WIDENED, TILED -> "int8_widened";
                            });
            case INT4 ->
                    List.of(
                            "int4_groups",
                            switch (form.products()) {
                                case PACKED, PLAIN -> "int4";
                                case WIDENED -> "int4_widened";
                                case TILED -> "int4_tiles";
                            });
        };
    }

    /** The kernels of CUDA that a decoder takes, each beside what it is held to. */
    static GraphSource cudaProbe() {
        String parts =
                read("decoder/flash")
                        + read("decoder/flash_plain").replace("def flash(", "def flash_plain(")
                        + read("decoder/int4_groups")
                        + read("decoder/int4_tiles")
                        + read("decoder/int4_widened")
                                .replace("def product(", "def product_widened(")
                                .replace("def grouped(", "def pairs(");
        return new GraphSource(
                "Cuda", read("cuda") + parts.replace("__torch__.Decoder", "__torch__.Cuda"));
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
