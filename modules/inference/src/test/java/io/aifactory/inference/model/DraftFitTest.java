package io.aifactory.inference.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftFitTest {
    @Test
    void filesThatAreTheSameFitAndSoDoThoseThatNameTheSameTokens() {
        assertEquals(Optional.empty(), problem(json("\"b\":1", 0), json("\"b\":1", 0)));
        assertEquals(Optional.empty(), problem(json("\"b\":1", 0), json("\"b\":1", 0) + " "));
    }

    @Test
    void anotherNumberOfTokensIsNamed() {
        assertEquals(
                Optional.of("their tokenizers have 3 and 4 tokens"),
                problem(json("\"b\":1", 2), json("\"b\":1,\"c\":2", 3)));
    }

    @Test
    void theFirstTokenThatStandsForSomethingElseIsNamed() {
        assertEquals(
                Optional.of("token 1 is ' b' in one tokenizer and ' c' in the other"),
                problem(json("\"b\":1", 2), json("\"c\":1", 2)));
        assertEquals(
                Optional.of("token 1 is ' b' in one tokenizer and a special token in the other"),
                problem(json("\"b\":1,\"c\":2", 0), json("\"c\":2", 1)));
    }

    /** Characters as tokens, and a special one where an id above 0 is given. */
    private static String json(String more, int special) {
        String added =
                special == 0
                        ? ""
                        : "{\"id\":%d,\"content\":\"<s>\",\"special\":true,\"normalized\":false,"
                                        .formatted(special)
                                + "\"single_word\":false,\"lstrip\":false,\"rstrip\":false}";
        return """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[%s],
         "normalizer":null,"pre_tokenizer":null,"post_processor":null,"decoder":null,
         "model":{"type":"BPE","vocab":{"a":0,%s},"merges":[]}}\
        """
                .formatted(added, more);
    }

    private static Optional<String> problem(String model, String draft) {
        return DraftFit.problem(read(model), bytes(model), read(draft), bytes(draft));
    }

    private static Tokenizer read(String json) {
        return TokenizerJson.read(bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
