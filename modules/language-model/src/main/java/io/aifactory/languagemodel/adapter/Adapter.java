package io.aifactory.languagemodel.adapter;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.weights.RawTensor;
import io.aifactory.languagemodel.weights.SafetensorsFile;
import io.aifactory.languagemodel.weights.TensorEntry;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An adapter's files, mapped and compared with the model they are for.
 *
 * <p>Every module that the configuration means must have both of its tensors, in the shapes that
 * rank and model give; a tensor beyond these is an error, because leaving it out would be another
 * adapter.
 */
public final class Adapter implements AutoCloseable {
    public static final String WEIGHTS = "adapter_model.safetensors";
    private static final String PICKLED = "adapter_model.bin";
    private static final Set<TensorType> READABLE =
            EnumSet.of(TensorType.F32, TensorType.F16, TensorType.BF16);

    private final SafetensorsFile weights;
    private final List<AdapterPair> pairs;

    private Adapter(SafetensorsFile weights, List<AdapterPair> pairs) {
        this.weights = weights;
        this.pairs = pairs;
    }

    /**
     * @param base the model it is to change
     * @throws ModelFormatException if it is not an adapter of this model; the message begins with
     *     the adapter's name
     */
    public static Adapter open(AdapterFiles files, ModelConfig base) throws IOException {
        try {
            return open(files.files(), base);
        } catch (ModelFormatException e) {
            throw new ModelFormatException(
                    "adapter '%s': %s".formatted(files.name(), e.getMessage()), e);
        }
    }

    private static Adapter open(ModelFiles files, ModelConfig base) throws IOException {
        AdapterConfig config = config(files);
        List<AdapterPair> pairs = pairs(config, base);
        SafetensorsFile weights = SafetensorsFile.open(weightsFile(files));
        try {
            requireFits(weights, pairs);
            return new Adapter(weights, pairs);
        } catch (Throwable failure) {
            weights.close();
            throw failure;
        }
    }

    private static AdapterConfig config(ModelFiles files) throws IOException {
        Path file =
                files.find(AdapterConfigFile.NAME)
                        .orElseThrow(() ->
                                new ModelFormatException(
                                        "has no "
                                                + AdapterConfigFile.NAME
                                                + "; an adapter is a folder as PEFT's"
                                                + " save_pretrained writes it"));
        if (Files.size(file) > AdapterConfigFile.MAX_BYTES) {
            throw AdapterConfigFile.bad("is larger than " + AdapterConfigFile.MAX_BYTES + " bytes");
        }
        return AdapterConfigFile.parse(Files.readString(file));
    }

    private static Path weightsFile(ModelFiles files) {
        return files.find(WEIGHTS)
                .orElseThrow(() ->
                        new ModelFormatException(
                                files.find(PICKLED).isPresent()
                                        ? PICKLED
                                                + " is pickled and is not read; save the adapter"
                                                + " with safe_serialization=True"
                                        : "has no " + WEIGHTS));
    }

    private static List<AdapterPair> pairs(AdapterConfig config, ModelConfig base) {
        List<AdapterPair> pairs = new ArrayList<>();
        for (LinearModule module : LinearModules.of(base)) {
            if (config.covers(module)) {
                if (!module.kind().adaptable()) {
                    throw AdapterConfigFile.bad(
                            "means %s, %s, which is not supported; leave it out of target_modules or"
                                            .formatted(module.name(), module.kind().words())
                                    + " merge the adapter into its model");
                }
                pairs.add(new AdapterPair(module, config.rank(module), config.scale(module)));
            }
        }
        if (pairs.isEmpty()) {
            throw AdapterConfigFile.bad(
                    "means no module of this model with target_modules; is it for another model?");
        }
        return List.copyOf(pairs);
    }

    private static void requireFits(SafetensorsFile weights, List<AdapterPair> pairs) {
        Set<String> unknown = new TreeSet<>(weights.tensors().keySet());
        for (AdapterPair pair : pairs) {
            requireFits(weights, pair.down(), pair.downShape());
            requireFits(weights, pair.up(), pair.upShape());
            unknown.remove(pair.down());
            unknown.remove(pair.up());
        }
        for (String name : unknown) {
            throw new ModelFormatException(
                    "%s has tensor %s, which its configuration does not mean; supported are lora_A and lora_B of matrices of attention and feed-forward layers"
                            .formatted(WEIGHTS, name));
        }
    }

    private static void requireFits(SafetensorsFile weights, String name, List<Long> shape) {
        TensorEntry entry =
                weights.find(name)
                        .orElseThrow(() ->
                                new ModelFormatException(
                                        "%s lacks tensor %s, whose module its configuration means"
                                                .formatted(WEIGHTS, name)));
        if (!entry.shape().equals(shape)) {
            throw new ModelFormatException(
                    "%s: tensor %s has shape %s where rank and base model need %s"
                            .formatted(WEIGHTS, name, entry.shape(), shape));
        }
        if (!READABLE.contains(entry.type())) {
            throw new ModelFormatException(
                    "%s: tensor %s has type %s; supported: F32, F16, BF16"
                            .formatted(WEIGHTS, name, entry.type()));
        }
    }

    /** In the order of the model's blocks, and of {@link LinearModules} within one. */
    public List<AdapterPair> pairs() {
        return pairs;
    }

    /** The content of a tensor that one of the pairs names; valid until this is closed. */
    public RawTensor tensor(String name) {
        TensorEntry entry = weights.require(name);
        return new RawTensor(entry.type(), entry.shape(), weights.segment(entry));
    }

    @Override
    public void close() {
        weights.close();
    }
}
