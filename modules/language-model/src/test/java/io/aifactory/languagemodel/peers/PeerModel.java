package io.aifactory.languagemodel.peers;

import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a random model of a known shape. Arguments: the shape's name, a folder, then what to write
 * into it: {@code huggingface} for {@code config.json}, {@code model.safetensors} in bfloat16 and
 * {@code tokenizer.json}; {@code bf16}, {@code q8_0} or {@code q4_0} for a GGUF file named so. What
 * exists is kept. A shape of a billion weights takes 2.5 GB in bfloat16.
 */
final class PeerModel {
    private static final String HUGGING_FACE = "huggingface";

    private PeerModel() {}

    public static void main(String[] arguments) throws IOException {
        LlamaShape shape = LlamaShape.named(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        for (String what : List.of(arguments).subList(2, arguments.length)) {
            write(shape, folder, what);
        }
    }

    static void write(LlamaShape shape, Path folder, String what) throws IOException {
        boolean files = what.equals(HUGGING_FACE);
        Path last = folder.resolve(files ? "model.safetensors" : what + ".gguf");
        if (Files.exists(last)) {
            return;
        }
        // under another name until it is whole: an interrupted one would be taken for the model
        Path partial = folder.resolve(last.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        if (files) {
            Files.writeString(folder.resolve("config.json"), shape.config());
            Files.writeString(
                    folder.resolve("tokenizer.json"), PeerVocabulary.json(shape.vocabulary()));
            writeSafetensors(shape, partial);
        } else {
            PeerFormat format = PeerFormat.valueOf(what.toUpperCase(Locale.ROOT));
            GgufStream.write(shape, format, partial);
        }
        Files.move(partial, last);
    }

    private static void writeSafetensors(LlamaShape shape, Path file) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        Map<String, PeerTensor> tensors = new LinkedHashMap<>();
        for (PeerTensor tensor : shape.tensors()) {
            tensors.put(tensor.name(), tensor);
            writer.add(tensor.name(), TensorType.BF16, tensor.shape());
        }
        writer.write(
                file,
                (entry, sink) -> {
                    PeerTensor tensor = tensors.get(entry.name());
                    if (tensor == null) {
                        throw new IllegalStateException("not planned: " + entry.name());
                    }
                    float[] row = new float[tensor.columns()];
                    ByteBuffer bytes =
                            ByteBuffer.allocate(row.length * Short.BYTES)
                                    .order(ByteOrder.LITTLE_ENDIAN);
                    for (int i = 0; i < tensor.rowCount(); i++) {
                        tensor.row(i, row);
                        PeerFormat.BF16.put(row, bytes.clear());
                        sink.write(bytes.flip());
                    }
                });
    }
}
