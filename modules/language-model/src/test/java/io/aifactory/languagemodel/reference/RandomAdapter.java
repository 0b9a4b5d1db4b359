package io.aifactory.languagemodel.reference;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** An adapter with random tensors as PEFT writes it, and what it adds to the base's matrices. */
public final class RandomAdapter {
    private final String config;
    private final TensorType type;
    private final Random random;
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> tensors = new LinkedHashMap<>();
    private final Map<String, Supplier<double[]>> products = new LinkedHashMap<>();

    /**
     * @param config text of {@code adapter_config.json}
     * @param type F32 or BF16
     */
    public RandomAdapter(String config, TensorType type, long seed) {
        this.config = config;
        this.type = type;
        this.random = new Random(seed);
    }

    /** Changes one module's weight by scale · B · A. */
    public RandomAdapter with(String module, int outputs, int inputs, int rank, double scale) {
        float[] down = tensor(module + ".lora_A", rank, inputs, 1 / Math.sqrt(inputs));
        float[] up = tensor(module + ".lora_B", outputs, rank, 0.5 / Math.sqrt(rank) / scale);
        products.put(module + ".weight", () -> product(up, down, rank, scale));
        return this;
    }

    private static double[] product(float[] up, float[] down, int rank, double scale) {
        int inputs = down.length / rank;
        double[] product = new double[up.length / rank * inputs];
        for (int row = 0; row < up.length / rank; row++) {
            for (int column = 0; column < inputs; column++) {
                double sum = 0;
                for (int i = 0; i < rank; i++) {
                    sum += (double) up[row * rank + i] * down[i * inputs + column];
                }
                product[row * inputs + column] = scale * sum;
            }
        }
        return product;
    }

    private float[] tensor(String module, long rows, long columns, double deviation) {
        float[] values = new float[(int) (rows * columns)];
        for (int i = 0; i < values.length; i++) {
            float value = (float) (deviation * random.nextGaussian());
            values[i] =
                    type == TensorType.F32
                            ? value
                            : Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
        }
        String name = "base_model.model." + module + ".weight";
        tensors.put(name, values);
        shapes.put(name, List.of(rows, columns));
        return values;
    }

    /** What it adds to the tensors of the base model, by their names. */
    public Map<String, double[]> changes() {
        Map<String, double[]> changes = new LinkedHashMap<>();
        products.forEach((name, product) -> changes.put(name, product.get()));
        return changes;
    }

    /** Writes the adapter into a new folder. */
    public AdapterFiles write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("adapter_config.json"), config);
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        shapes.forEach((name, shape) -> writer.add(name, type, shape));
        writer.write(
                folder.resolve("adapter_model.safetensors"),
                (tensor, sink) ->
                        sink.write(bytes(tensors.getOrDefault(tensor.name(), new float[0]))));
        return new AdapterFiles(String.valueOf(folder.getFileName()), ModelFiles.inFolder(folder));
    }

    private ByteBuffer bytes(float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (type == TensorType.F32) {
                bytes.putFloat(value);
            } else {
                bytes.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
            }
        }
        return bytes.flip();
    }
}
