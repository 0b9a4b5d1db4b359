package io.aifactory.factory.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.factory.console.Messages;
import io.aifactory.factory.importing.ModelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnModelTest {
    @TempDir private Path folder;

    @Test
    void aGgufFileIsAModelAndSoIsAFolderThatHoldsOne() throws IOException {
        write("m.Q4_K.gguf", "README.md");
        Path file = folder.resolve("m.Q4_K.gguf");
        var expected = new OwnModel(ModelFormat.GGUF, Map.of("model.gguf", file));

        assertEquals(expected, OwnModel.at(file));
        assertEquals(expected, OwnModel.at(folder));
    }

    @Test
    void aFolderGivesItsModelAndLeavesWhatTheRegistryDoesNotTake() throws IOException {
        write(
                "config.json",
                "tokenizer.json",
                "tokenizer_config.json",
                "chat_template.jinja",
                "LICENSE",
                "model-00001-of-00002.safetensors",
                "model-00002-of-00002.safetensors",
                "model.safetensors.index.json",
                "consolidated.safetensors",
                "pytorch_model.bin",
                ".gitattributes",
                "picture.png");
        Files.createDirectory(folder.resolve("onnx"));

        OwnModel model = OwnModel.at(folder);

        assertEquals(ModelFormat.HUGGING_FACE, model.format());
        assertEquals(
                Set.of(
                        "config.json",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "chat_template.jinja",
                        "LICENSE",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors",
                        "model.safetensors.index.json"),
                model.files().keySet());
    }

    @Test
    void whatAnEmbeddingModelKeepsInFoldersOfItsOwnIsTakenToo() throws IOException {
        write("config.json", "tokenizer.json", "model.safetensors", "modules.json");
        Files.createDirectories(folder.resolve("1_Pooling"));
        Files.createDirectories(folder.resolve("onnx"));
        write("1_Pooling/config.json", "onnx/config.json");

        assertEquals(
                Set.of(
                        "config.json",
                        "tokenizer.json",
                        "model.safetensors",
                        "modules.json",
                        "1_Pooling/config.json"),
                OwnModel.at(folder).files().keySet());
    }

    @Test
    void onlyWeightsAreTheModelsWhateverTheyAreCalled() throws IOException {
        write("config.json", "tokenizer.model", "weights.fp16.safetensors");

        assertEquals(
                folder.resolve("weights.fp16.safetensors"),
                OwnModel.at(folder).files().get("model.safetensors"));
    }

    @Test
    void anAdapterIsTakenWithoutAModelAndWithoutWhatTrainingLeft() throws IOException {
        write(
                "adapter_config.json",
                "adapter_model.safetensors",
                "README.md",
                "tokenizer.model",
                "optimizer.pt",
                "training_args.bin");

        OwnModel adapter = OwnModel.at(folder);

        assertEquals(ModelFormat.HUGGING_FACE, adapter.format());
        assertEquals(
                Set.of("adapter_config.json", "adapter_model.safetensors", "README.md"),
                adapter.files().keySet());
        Files.delete(folder.resolve("adapter_model.safetensors"));
        assertEquals(Messages.text("pull.own.pickled", folder), failure(folder));
        Files.delete(folder.resolve("training_args.bin"));
        Files.delete(folder.resolve("optimizer.pt"));
        assertEquals(
                Messages.text("pull.own.lacks", folder, "adapter_model.safetensors"),
                failure(folder));
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        assertEquals(
                Messages.text("pull.own.absent", folder.resolve("none")),
                failure(folder.resolve("none")));
        assertEquals(Messages.text("pull.own.noWeights", folder), failure(folder));
        write("pytorch_model.bin", "config.json");
        assertEquals(Messages.text("pull.own.pickled", folder), failure(folder));
        assertEquals(
                Messages.text("pull.own.unknown", folder.resolve("pytorch_model.bin")),
                failure(folder.resolve("pytorch_model.bin")));
        write("model.safetensors");
        assertEquals(Messages.text("pull.own.lacks", folder, "tokenizer.json"), failure(folder));
        Files.delete(folder.resolve("config.json"));
        assertEquals(Messages.text("pull.own.lacks", folder, "config.json"), failure(folder));
    }

    private static String failure(Path path) {
        return String.valueOf(
                assertThrows(PullFailure.class, () -> OwnModel.at(path)).getMessage());
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), name);
        }
    }
}
