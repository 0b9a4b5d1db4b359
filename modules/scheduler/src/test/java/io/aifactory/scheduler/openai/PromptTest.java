package io.aifactory.scheduler.openai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.scheduler.models.ServedModel;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PromptTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BEGINNING = 0;

    @Test
    void aTextBeginsAsTheModelsTokenizerSays() throws IOException {
        ServedModel model = served(beginningWithAToken());
        int[] text = model.tokenizer().encode("ab");

        int[] ids = new Prompt.Text("ab").encode(model);

        assertArrayEquals(new int[] {BEGINNING, text[0], text[1]}, ids);
    }

    @Test
    void aTextOfAModelThatExpectsNothingBeforeItStaysAsItIs() throws IOException {
        ServedModel model = served(TokenizerJson.read(Letters.tokenizerJson()));

        assertArrayEquals(model.tokenizer().encode("ab"), new Prompt.Text("ab").encode(model));
    }

    @Test
    void idsAreTakenAsTheyAre() throws IOException {
        assertArrayEquals(
                new int[] {7, 8},
                new Prompt.Tokens(List.of(7, 8)).encode(served(beginningWithAToken())));
    }

    private static Tokenizer beginningWithAToken() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(Letters.tokenizerJson());
        json.set(
                "post_processor",
                JSON.readTree(
                        """
                        {"type": "TemplateProcessing",
                         "single": [{"SpecialToken": {"id": "begin", "type_id": 0}},
                                    {"Sequence": {"id": "A", "type_id": 0}}],
                         "pair": [{"Sequence": {"id": "A", "type_id": 0}},
                                  {"Sequence": {"id": "B", "type_id": 1}}],
                         "special_tokens": {"begin": {"id": "begin", "ids": [0], "tokens": ["x"]}}}
                        """));
        return TokenizerJson.read(JSON.writeValueAsBytes(json));
    }

    private static ServedModel served(Tokenizer tokenizer) {
        return new ServedModel(
                "m",
                "sha256:0",
                64,
                tokenizer.vocabularySize(),
                Optional.empty(),
                tokenizer,
                Optional.empty(),
                OptionalInt.empty(),
                Instant.EPOCH);
    }
}
