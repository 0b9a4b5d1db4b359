package io.aifactory.languagemodel.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tensors made when they are first asked for, normally distributed and rounded to a file's type; as
 * a Hugging Face folder in two shards.
 */
public final class RandomWeights {
    private static final int GROUP = 32;
    private static final String[] SHARDS = {
        "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"
    };

    /** One tensor, as the numbers that the file will hold. */
    @SuppressWarnings("ArrayRecordComponent") // plain arrays throughout
    private record Made(List<Long> shape, double[] values) {}

    private final Map<String, Made> tensors = new LinkedHashMap<>();
    private final TensorType type;
    private final long seed;
    private final Map<String, double[]> changes;

    public RandomWeights(TensorType type, long seed) {
        this(type, seed, Map.of());
    }

    /**
     * @param changes added to the tensors of these names when they are asked for, not in the files
     */
    public RandomWeights(TensorType type, long seed, Map<String, double[]> changes) {
        this.type = type;
        this.seed = seed;
        this.changes = Map.copyOf(changes);
    }

    /** With a standard deviation that keeps the length of what it is multiplied with, or more. */
    double[] matrix(String name, long rows, long columns) {
        return make(name, List.of(rows, columns), 0, 1.5 / Math.sqrt((double) columns));
    }

    public double[] vector(String name, long size, double mean) {
        return make(name, List.of(size), mean, 0.3);
    }

    double[] make(String name, List<Long> shape, double mean, double deviation) {
        long size = shape.stream().reduce(1L, Math::multiplyExact);
        Random random = new Random(seed * 31 + name.hashCode());
        double[] values = new double[(int) size];
        for (int i = 0; i < values.length; i++) {
            values[i] = rounded((float) (mean + deviation * random.nextGaussian()));
        }
        if (tensors.put(name, new Made(shape, values)) != null) {
            throw new IllegalStateException("twice: " + name);
        }
        double[] change = changes.get(name);
        return change == null ? values : PlainMath.plus(values, change);
    }

    /**
     * What changes when every matrix but routers is kept in int8, each row as whole multiples of a
     * 127th of its largest number. In float32, as the steps are kept.
     */
    Map<String, double[]> int8Changes() {
        Map<String, double[]> errors = new LinkedHashMap<>();
        tensors.forEach((name, made) -> {
            if (made.shape().size() == 2 && !name.endsWith(".gate.weight")) {
                errors.put(name, int8Changes(made));
            }
        });
        return errors;
    }

    /**
     * What changes when every matrix of a block is kept in int4: of each 32 weights of a row the
     * nearest of 16 steps from the smallest to the largest, step and middle in bfloat16.
     */
    Map<String, double[]> int4Changes() {
        Map<String, double[]> errors = new LinkedHashMap<>();
        tensors.forEach((name, made) -> {
            if (made.shape().size() == 2 && name.startsWith("model.layers.")) {
                errors.put(name, int4Changes(made.values()));
            }
        });
        return errors;
    }

    private static double[] int4Changes(double[] values) {
        double[] changes = new double[values.length];
        for (int first = 0; first < values.length; first += GROUP) {
            float[] group = new float[GROUP];
            for (int i = 0; i < GROUP; i++) {
                group[i] = (float) values[first + i];
            }
            float[] sorted = group.clone();
            Arrays.sort(sorted);
            float least = sorted[0];
            float step = bfloat16((sorted[GROUP - 1] - least) / 15);
            float middle = bfloat16(least + 8 * step);
            for (int i = 0; i < GROUP; i++) {
                double whole = Math.rint((group[i] - middle) / step + 8);
                whole = Math.min(Math.max(whole, 0), 15);
                changes[first + i] = (whole - 8) * step + middle - values[first + i];
            }
        }
        return changes;
    }

    /** To the nearest, ties to even. */
    private static float bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000);
    }

    private static double[] int8Changes(Made matrix) {
        int columns = matrix.shape().get(1).intValue();
        double[] values = matrix.values();
        double[] changes = new double[values.length];
        for (int row = 0; row < values.length; row += columns) {
            double largest = 0;
            for (int i = row; i < row + columns; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            float step = (float) largest / 127;
            for (int i = row; i < row + columns; i++) {
                changes[i] = step * Math.rint((float) values[i] / step) - values[i];
            }
        }
        return changes;
    }

    /** The same numbers under other names, wherever the last part of a name is this one. */
    public void rename(String last, String newLast) {
        for (String name : List.copyOf(tensors.keySet())) {
            if (name.endsWith(last)) {
                String newName = name.substring(0, name.length() - last.length()) + newLast;
                tensors.put(newName, made(name));
                tensors.remove(name);
            }
        }
    }

    private float rounded(float value) {
        return switch (type) {
            case F32 -> value;
            case F16 -> Float.float16ToFloat(Float.floatToFloat16(value));
            case BF16 -> Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
            default -> throw new IllegalArgumentException("not a type of weights: " + type);
        };
    }

    /** Writes configuration, index and shards. */
    public void write(Path folder, String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        ObjectNode index = new ObjectMapper().createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        List<String> names = new ArrayList<>(tensors.keySet());
        for (int shard = 0; shard < SHARDS.length; shard++) {
            SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
            for (int i = shard; i < names.size(); i += SHARDS.length) {
                writer.add(names.get(i), type, made(names.get(i)).shape());
                map.put(names.get(i), SHARDS[shard]);
            }
            writer.write(
                    folder.resolve(SHARDS[shard]),
                    (tensor, sink) -> sink.write(bytes(made(tensor.name()).values())));
        }
        Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
    }

    private Made made(String name) {
        return java.util.Objects.requireNonNull(tensors.get(name), name);
    }

    private ByteBuffer bytes(double[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            float exact = (float) value;
            switch (type) {
                case F16 -> bytes.putShort(Float.floatToFloat16(exact));
                case BF16 -> bytes.putShort((short) (Float.floatToRawIntBits(exact) >>> 16));
                default -> bytes.putFloat(exact);
            }
        }
        return bytes.flip();
    }
}
