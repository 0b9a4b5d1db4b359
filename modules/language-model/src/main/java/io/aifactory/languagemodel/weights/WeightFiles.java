package io.aifactory.languagemodel.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The weights of a model: {@code model.safetensors}, or the shards that {@code
 * model.safetensors.index.json} names.
 */
public final class WeightFiles implements AutoCloseable {
    public static final String SINGLE = "model.safetensors";
    public static final String INDEX = "model.safetensors.index.json";
    private static final long MAX_INDEX_BYTES = 64L << 20;
    private static final int MAX_SHARDS = 4096;

    private final Map<String, SafetensorsFile> shards = new TreeMap<>();
    private final Map<String, SafetensorsFile> byTensor = new HashMap<>();

    private WeightFiles() {}

    /**
     * @throws ModelFormatException if a file is missing or not valid
     */
    public static WeightFiles open(ModelFiles files) throws IOException {
        WeightFiles weights = new WeightFiles();
        try {
            if (files.find(SINGLE).isPresent()) {
                weights.addShard(files, SINGLE);
            } else if (files.find(INDEX).isPresent()) {
                weights.addIndexed(files, files.find(INDEX).orElseThrow());
            } else {
                throw new ModelFormatException("the model has no " + SINGLE);
            }
            return weights;
        } catch (Throwable failure) {
            weights.close();
            throw failure;
        }
    }

    private void addIndexed(ModelFiles files, Path index) throws IOException {
        if (Files.size(index) > MAX_INDEX_BYTES) {
            throw new ModelFormatException(INDEX + " is too large");
        }
        JsonNode map = new ObjectMapper().readTree(index.toFile()).path("weight_map");
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String shard = entry.getValue().asText();
            if (!shards.containsKey(shard)) {
                if (shards.size() == MAX_SHARDS) {
                    throw new ModelFormatException(INDEX + " names too many files");
                }
                addShard(files, shard);
            }
            if (byTensor.get(entry.getKey()) != shards.get(shard)) {
                throw new ModelFormatException(shard + " lacks tensor " + entry.getKey());
            }
        }
    }

    private void addShard(ModelFiles files, String name) throws IOException {
        Path path =
                files.find(name)
                        .orElseThrow(() -> new ModelFormatException("the model lacks " + name));
        SafetensorsFile file = SafetensorsFile.open(path);
        shards.put(name, file);
        for (String tensor : file.tensors().keySet()) {
            if (byTensor.put(tensor, file) != null) {
                throw new ModelFormatException(name + " repeats tensor " + tensor);
            }
        }
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(byTensor.keySet());
    }

    /** Which file holds a tensor; where none does, the one that should say so. */
    public String fileOf(String tensor) {
        for (Map.Entry<String, SafetensorsFile> shard : shards.entrySet()) {
            if (shard.getValue() == byTensor.get(tensor)) {
                return shard.getKey();
            }
        }
        return shards.containsKey(SINGLE) ? SINGLE : INDEX;
    }

    /**
     * @throws ModelFormatException if there is no such tensor
     */
    public RawTensor require(String tensor) {
        SafetensorsFile file = byTensor.get(tensor);
        if (file == null) {
            throw new ModelFormatException(fileOf(tensor) + " lacks tensor " + tensor);
        }
        TensorEntry entry = file.require(tensor);
        return new RawTensor(entry.type(), entry.shape(), file.segment(entry));
    }

    @Override
    public void close() {
        shards.values().forEach(SafetensorsFile::close);
    }
}
