package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static final String TEMPLATE =
            """
            {"type": "TemplateProcessing",
             "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
                        {"Sequence": {"id": "A", "type_id": 0}},
                        {"SpecialToken": {"id": "both", "type_id": 0}}],
             "pair": [{"Sequence": {"id": "B", "type_id": 2}},
                      {"SpecialToken": {"id": "</s>", "type_id": 1}},
                      {"Sequence": {"id": "A", "type_id": 0}}],
             "special_tokens": {
               "<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]},
               "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]},
               "both": {"id": "both", "ids": [2, 1], "tokens": ["</s>", "<s>"]}}}\
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                TEMPLATE,
                "{\"type\": \"BertProcessing\", \"sep\": [\"</s>\", 2], \"cls\": [\"<s>\", 1]}",
                "{\"type\": \"RobertaProcessing\", \"sep\": [\"</s>\", 2], \"cls\": [\"<s>\", 1], \"trim_offsets\": true, \"add_prefix_space\": false}",
                "{\"type\": \"ByteLevel\", \"add_prefix_space\": true, \"trim_offsets\": true, \"use_regex\": true}",
                "{\"type\": \"Sequence\", \"processors\": [{\"type\": \"ByteLevel\", \"add_prefix_space\": true, \"trim_offsets\": false, \"use_regex\": true}, "
                        + TEMPLATE
                        + "]}",
                "null"
            })
    void oneTextAndTwoAreFramedLikeTheHuggingFaceLibraryDoes(String postProcessor) {
        byte[] document =
                Documents.of(Documents.unigram(false)).withPostProcessor(postProcessor).bytes();
        Tokenizer tokenizer = TokenizerJson.read(document);

        try (HuggingFace oracle = new HuggingFace(document)) {
            assertArrayEquals(oracle.encodeFramed("the a"), tokenizer.encodeFramed("the a"));
            Frame.Framed pair =
                    tokenizer.frame().frame(tokenizer.encode("the"), tokenizer.encode("a b"));
            assertArrayEquals(oracle.encodeFramed("the", "a b"), pair.ids());
            assertArrayEquals(oracle.typeIds("the", "a b"), pair.typeIds());
        }
    }

    @Test
    void aDecodersFrameIsItsBeginningOfText() {
        Frame frame = Frame.around(List.of(1), List.of());

        assertArrayEquals(new int[] {1}, frame.before());
        assertEquals(1, frame.added());
        assertArrayEquals(new int[] {1, 7, 8}, frame.frame(new int[] {7, 8}).ids());
        assertArrayEquals(new int[] {1, 7, 1, 8}, frame.frame(new int[] {7}, new int[] {8}).ids());
        assertArrayEquals(new int[0], Frame.NONE.before());
    }

    @Test
    void aFrameWithoutPairsSaysSo() {
        Frame frame = new Frame(List.of(new Frame.Part.Text(0, 0)), Optional.empty());

        assertThrows(IllegalStateException.class, () -> frame.frame(new int[] {1}, new int[] {2}));
    }

    /** Each row replaces a part of the template and names the component to blame. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "ids": [2, 1]      | "ids": [2, 1000000]  | post_processor.special_tokens.both.ids[1]
                    "ids": [2, 1]      | "ids": 2             | post_processor.special_tokens.both.ids
                    "both": {          | "other": {           | post_processor.special_tokens.both.ids
                    {"Sequence": {"id": "B" | {"Sequence": {"id": "C" | post_processor.pair[0].Sequence.id
                    {"Sequence": {"id": "B" | {"Odd": {"id": "B"      | post_processor.pair[0]
                    TemplateProcessing | OtherProcessing      | post_processor
                    """)
    void whatIsWrongIsNamed(String part, String replacement, String component) {
        byte[] document =
                Documents.of(Documents.unigram(false))
                        .withPostProcessor(TEMPLATE.replace(part, replacement))
                        .bytes();

        InvalidTokenizerException refused =
                assertThrows(InvalidTokenizerException.class, () -> TokenizerJson.read(document));

        assertEquals(component, refused.component(), refused.getMessage());
    }

    @Test
    void twoProcessorsThatAddTokensAreRefused() {
        byte[] document =
                Documents.of(Documents.unigram(false))
                        .withPostProcessor(
                                "{\"type\": \"Sequence\", \"processors\": [%s, %s]}"
                                        .formatted(TEMPLATE, TEMPLATE))
                        .bytes();

        InvalidTokenizerException refused =
                assertThrows(InvalidTokenizerException.class, () -> TokenizerJson.read(document));

        assertEquals("post_processor.processors[1]", refused.component());
    }
}
