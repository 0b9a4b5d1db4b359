package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.reference.FamilyCase;
import io.aifactory.languagemodel.torch.DecoderLayout.Part;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorType;
import io.aifactory.languagemodel.weights.WeightFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that are not those of the configuration, in two shards. */
class DecoderLayoutTest {
    private static final String ROUTER = "model.layers.1.mlp.gate.weight";

    @TempDir Path folder;

    private final ModelConfig config =
            ModelConfigFile.parse(
                    FamilyCase.all()
                            .filter(family -> family.name().equals("qwen3 moe"))
                            .findFirst()
                            .orElseThrow()
                            .config());

    /** One tensor of the files, or what stands in for it. */
    private record Stored(String name, TensorType type, List<Long> shape) {}

    @Test
    void whatFitsIsTaken() throws IOException {
        assertEquals("", refusal(tensor -> tensor));
    }

    @Test
    void aMissingTensorIsNamedWithTheIndex() throws IOException {
        assertEquals(
                "model.safetensors.index.json lacks tensor " + ROUTER,
                refusal(t -> t.name().equals(ROUTER) ? renamed(t, "lm_head.weight.copy") : t));
    }

    @Test
    void aTensorWithoutAPlaceIsNamedWithItsFile() throws IOException {
        String bias = "model.layers.0.self_attn.q_proj.bias";
        assertEquals(
                "second.safetensors has tensor "
                        + bias
                        + ", which a model of this configuration does not have",
                refusal(t -> t, new Stored(bias, TensorType.F32, List.of(96L))));
    }

    @Test
    void aWrongShapeIsNamedWithItsFile() throws IOException {
        assertEquals(
                "first.safetensors: tensor "
                        + ROUTER
                        + " has shape [8, 47] where the configuration needs [8, 48]",
                refusal(t ->
                        t.name().equals(ROUTER)
                                ? new Stored(ROUTER, t.type(), List.of(8L, 47L))
                                : t));
    }

    @Test
    void aTypeThatIsNotOfWeightsIsNamedWithItsFile() throws IOException {
        assertEquals(
                "first.safetensors: tensor " + ROUTER + " has type I64; supported: F32, F16, BF16",
                refusal(t ->
                        t.name().equals(ROUTER)
                                ? new Stored(ROUTER, TensorType.I64, t.shape())
                                : t));
    }

    private static Stored renamed(Stored tensor, String name) {
        return new Stored(name, tensor.type(), tensor.shape());
    }

    /** The message; empty where the files fit. */
    private String refusal(UnaryOperator<Stored> change, Stored... more) throws IOException {
        DecoderLayout layout = DecoderTensors.layout(config, Precision.F32);
        List<Stored> right =
                layout.parts().stream()
                        .map((Part part) -> new Stored(part.name(), TensorType.F32, part.shape()))
                        .map(change)
                        .toList();
        ObjectNode index = new ObjectMapper().createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        write("first.safetensors", right, map);
        write("second.safetensors", List.of(more), map);
        Files.writeString(folder.resolve(WeightFiles.INDEX), index.toString());
        try (WeightFiles weights = WeightFiles.open(ModelFiles.inFolder(folder))) {
            layout.requireFits(weights);
            return "";
        } catch (ModelFormatException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private void write(String file, List<Stored> tensors, ObjectNode map) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        for (Stored tensor : tensors) {
            writer.add(tensor.name(), tensor.type(), tensor.shape());
            map.put(tensor.name(), file);
        }
        writer.write(
                folder.resolve(file),
                (tensor, sink) -> sink.write(ByteBuffer.allocate((int) tensor.bytes())));
    }
}
