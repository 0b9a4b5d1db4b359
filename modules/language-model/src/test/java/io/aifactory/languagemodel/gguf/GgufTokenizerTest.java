package io.aifactory.languagemodel.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.tokenization.Piece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufTokenizerTest {
    @TempDir Path folder;

    @Test
    void everythingTheFileSaysIsThere() throws IOException {
        try (GgufFile file = sentencePiece().open(folder)) {
            assertEquals(
                    new GgufTokenizer(
                            "llama",
                            Optional.of("default"),
                            List.of(
                                    new Piece("<unk>", 0, Piece.Type.UNKNOWN),
                                    new Piece("<s>", 0, Piece.Type.CONTROL),
                                    new Piece("<0x0A>", 0, Piece.Type.BYTE),
                                    new Piece("\u2581a", -1.5f, Piece.Type.NORMAL)),
                            List.of("\u0120 a", "a b"),
                            Map.of("bos", 1, "unknown", 0),
                            Map.of("add_bos_token", true, "add_space_prefix", false),
                            Optional.of("{{ messages }}"),
                            Map.of("tool_use", "{{ tools }}"),
                            Optional.empty()),
                    GgufTokenizer.of(file));
        }
    }

    @Test
    void listsThatDoNotFitTogetherAreRefused() throws IOException {
        refused(
                "model.gguf has 1 elements at tokenizer.ggml.scores for 4 tokens",
                sentencePiece().with("tokenizer.ggml.scores", List.of(0f)));
        refused(
                "model.gguf has the unknown tokenizer.ggml.token_type 7",
                sentencePiece().with("tokenizer.ggml.token_type", List.of(1, 1, 1, 7)));
        refused(
                "model.gguf has a tokenizer.ggml.bos_token_id outside of the vocabulary",
                sentencePiece().with("tokenizer.ggml.bos_token_id", 4));
        refused(
                "model.gguf lacks the metadata key tokenizer.ggml.tokens",
                sentencePiece().without("tokenizer.ggml.tokens"));
        refused(
                "model.gguf needs a text at tokenizer.chat_template",
                sentencePiece().with("tokenizer.chat_template", 1));
    }

    private void refused(String message, GgufBytes bytes) throws IOException {
        try (GgufFile file = bytes.open(folder)) {
            assertEquals(
                    message,
                    assertThrows(ModelFormatException.class, () -> GgufTokenizer.of(file))
                            .getMessage());
        }
    }

    private static GgufBytes sentencePiece() {
        return new GgufBytes()
                .with("tokenizer.ggml.model", "llama")
                .with("tokenizer.ggml.pre", "default")
                .with("tokenizer.ggml.tokens", List.of("<unk>", "<s>", "<0x0A>", "\u2581a"))
                .with("tokenizer.ggml.scores", List.of(0f, 0f, 0f, -1.5f))
                .with("tokenizer.ggml.token_type", List.of(2, 3, 6, 1))
                .with("tokenizer.ggml.merges", List.of("\u0120 a", "a b"))
                .with("tokenizer.ggml.bos_token_id", 1)
                .with("tokenizer.ggml.unknown_token_id", 0)
                .with("tokenizer.ggml.add_bos_token", true)
                .with("tokenizer.ggml.add_space_prefix", false)
                .with("tokenizer.chat_template", "{{ messages }}")
                .with("tokenizer.chat_template.tool_use", "{{ tools }}");
    }
}
