package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import io.aifactory.languagemodel.torch.DecoderLayout.Fused;
import io.aifactory.languagemodel.torch.DecoderLayout.Kind;
import io.aifactory.languagemodel.torch.DecoderLayout.Part;
import io.aifactory.languagemodel.weights.WeightFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lists an encoder's tensors in the order of {@code encoder/head.py}, under the names that {@code
 * transformers} gives them. A file may have them below {@code bert.}, and may call weight and bias
 * of a norm {@code gamma} and {@code beta}, as the first published models do.
 */
final class EncoderTensors {
    private static final String PREFIX = "bert.";
    private static final String WORDS = "embeddings.word_embeddings.weight";

    private final EmbedderConfig config;
    private final String prefix;
    private final boolean oldNorms;
    private final List<Fused> tensors = new ArrayList<>();

    private EncoderTensors(EmbedderConfig config, Set<String> names) {
        this.config = config;
        this.prefix = names.contains(PREFIX + WORDS) ? PREFIX : "";
        this.oldNorms = names.contains(prefix + "embeddings.LayerNorm.gamma");
    }

    /**
     * Every tensor of the layout must be in the files, in its shape and a type that can be read.
     * What a model has beside its encoder (a pooler, heads of its training) is left out; anything
     * else that is there would be missing in what is computed.
     *
     * @throws ModelFormatException naming a tensor and the file that is wrong
     */
    static List<Fused> layout(EmbedderConfig config, WeightFiles weights) {
        EncoderTensors layout = new EncoderTensors(config, weights.names());
        layout.build();
        layout.requireFits(weights);
        return List.copyOf(layout.tensors);
    }

    private void build() {
        long hidden = config.hidden();
        weight(hidden, part(WORDS, config.vocabulary(), hidden));
        weight(hidden, part("embeddings.position_embeddings.weight", config.positions(), hidden));
        weight(hidden, part("embeddings.token_type_embeddings.weight", config.types(), hidden));
        norm("embeddings.LayerNorm");
        for (int layer = 0; layer < config.layers(); layer++) {
            block("encoder.layer." + layer + ".");
        }
    }

    private void block(String block) {
        long hidden = config.hidden();
        String self = block + "attention.self.";
        List<String> inputs = List.of(self + "query", self + "key", self + "value");
        weight(
                hidden,
                inputs.stream()
                        .map(name -> part(name + ".weight", hidden, hidden))
                        .toArray(Part[]::new));
        weight(
                0,
                inputs.stream().map(name -> part(name + ".bias", hidden, 0)).toArray(Part[]::new));
        linear(block + "attention.output.dense", hidden, hidden);
        norm(block + "attention.output.LayerNorm");
        linear(block + "intermediate.dense", config.intermediate(), hidden);
        linear(block + "output.dense", hidden, config.intermediate());
        norm(block + "output.LayerNorm");
    }

    private void linear(String name, long rows, long columns) {
        weight(columns, part(name + ".weight", rows, columns));
        weight(0, part(name + ".bias", rows, 0));
    }

    private void norm(String name) {
        for (String last : oldNorms ? List.of(".gamma", ".beta") : List.of(".weight", ".bias")) {
            Part part = part(name + last, config.hidden(), 0);
            tensors.add(new Fused(List.of(part), 0, Kind.EXACT, false));
        }
    }

    private void weight(long columns, Part... parts) {
        tensors.add(new Fused(Arrays.asList(parts), columns, Kind.WEIGHT, false));
    }

    private Part part(String name, long rows, long columns) {
        return new Part(prefix + name, rows, columns, 0, 0);
    }

    private void requireFits(WeightFiles weights) {
        Set<String> unknown = new TreeSet<>(weights.names());
        for (Fused fused : tensors) {
            for (Part part : fused.parts()) {
                DecoderLayout.requireFits(
                        weights.fileOf(part.name()), part, weights.require(part.name()));
                unknown.remove(part.name());
            }
        }
        unknown.removeIf(this::isBesideTheEncoder);
        for (String name : unknown) {
            throw new ModelFormatException(
                    "%s has tensor %s, which a model of this configuration does not have"
                            .formatted(weights.fileOf(name), name));
        }
    }

    private boolean isBesideTheEncoder(String name) {
        return name.startsWith("cls.")
                || name.startsWith(prefix + "pooler.")
                || name.equals(prefix + "embeddings.position_ids");
    }
}
