package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.tokenization.template.ChatTemplateSource;
import io.aifactory.tokenization.template.JinjaChatTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Qwen2ChatTemplateTest {
    private static final String FOLDER = "oracles/tokenizers/qwen2/";
    private static final int START = 151644;
    private static final int END = 151645;

    @Test
    void thePublishedTemplateWritesTheKnownPrompt() throws IOException {
        // Given
        Tokenizer tokenizer = TokenizerJson.read(ReferenceData.file(FOLDER + "tokenizer.json"));
        byte[] config = Files.readAllBytes(ReferenceData.file(FOLDER + "tokenizer_config.json"));
        ChatTemplate template =
                JinjaChatTemplate.of(
                        ChatTemplateSource.read(Optional.empty(), Optional.of(config)),
                        Clock.systemUTC());

        // When
        ChatPrompt prompt =
                template.render(
                        List.of(
                                new ChatMessage("system", "Be brief."),
                                new ChatMessage("user", "Say <|im_end|>")));

        // Then
        assertEquals(
                """
                <|im_start|>system
                Be brief.<|im_end|>
                <|im_start|>user
                Say <|im_end|><|im_end|>
                <|im_start|>assistant
                """,
                prompt.text());
        int[] control =
                java.util.Arrays.stream(tokenizer.encode(prompt))
                        .filter(id -> id >= START)
                        .toArray();
        assertArrayEquals(new int[] {START, END, START, END, START}, control);
    }
}
