package io.aifactory.tokenization;

import java.util.Base64;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each normaliser against the Hugging Face library; the ids are the bytes of the result. */
class NormalizerParityTest {
    private static final Parity CHARSMAP = new Parity(withNormalizer(charsmap()));
    private static final Parity BERT =
            new Parity(
                    withNormalizer(
                            """
                            {"type": "BertNormalizer", "clean_text": true,
                             "handle_chinese_chars": true, "strip_accents": null,
                             "lowercase": true}\
                            """));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'BertNormalizer', 'clean_text': true, 'handle_chinese_chars': true, 'strip_accents': null, 'lowercase': true}",
                "{'type': 'BertNormalizer', 'clean_text': true, 'handle_chinese_chars': false, 'strip_accents': null, 'lowercase': false}",
                "{'type': 'BertNormalizer', 'clean_text': false, 'handle_chinese_chars': true, 'strip_accents': true, 'lowercase': false}",
                "{'type': 'BertNormalizer', 'clean_text': false, 'handle_chinese_chars': false, 'strip_accents': false, 'lowercase': true}",
                "{'type': 'Lowercase'}",
                "{'type': 'StripAccents'}",
                "{'type': 'NFC'}",
                "{'type': 'NFD'}",
                "{'type': 'NFKC'}",
                "{'type': 'NFKD'}",
                "{'type': 'Strip', 'strip_left': true, 'strip_right': true}",
                "{'type': 'Strip', 'strip_left': true, 'strip_right': false}",
                "{'type': 'Strip', 'strip_left': false, 'strip_right': true}",
                "{'type': 'Prepend', 'prepend': '▁'}",
                "{'type': 'Replace', 'pattern': {'String': ' '}, 'content': '▁'}",
                "{'type': 'Replace', 'pattern': {'Regex': ' {2,}'}, 'content': ' '}",
                "{'type': 'Replace', 'pattern': {'Regex': '\\\\A +| +\\\\z'}, 'content': ''}",
                "{'type': 'Replace', 'pattern': {'String': '$.'}, 'content': '$1\\\\'}",
                "{'type': 'Sequence', 'normalizers': []}",
                "{'type': 'Sequence', 'normalizers': [{'type': 'NFD'}, {'type': 'StripAccents'}, {'type': 'Lowercase'}, {'type': 'Strip', 'strip_left': true, 'strip_right': true}, {'type': 'Prepend', 'prepend': 'x'}]}",
            })
    void eachNormalizer(String normalizer) {
        Parity.overNastyTexts(withNormalizer(normalizer.replace('\'', '"')));
    }

    @Test
    void theCompiledCharacterMap() {
        Parity.overNastyTexts(withNormalizer(charsmap()));
        CHARSMAP.check("ﬁﬁ ﬁ\u0301 e\u0301 e\u0301\u0323 ｅ\u0301 abc ab\u0301 \r\n x\u0000y ½");
    }

    @Property(tries = 400, seed = "20260101")
    void theCompiledCharacterMapOnRandomTexts(@ForAll("texts") String text) {
        CHARSMAP.check(text);
    }

    @Property(tries = 400, seed = "20260101")
    void bertOnRandomTexts(@ForAll("texts") String text) {
        BERT.check(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return RandomTexts.ofOldUnicode();
    }

    private static Documents withNormalizer(String normalizer) {
        return Documents.of(Documents.BYTES_MODEL)
                .withNormalizer(normalizer)
                .withDecoder(
                        "{\"type\": \"Sequence\", \"decoders\": [{\"type\": \"ByteFallback\"}]}");
    }

    private static String charsmap() {
        return "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(CharsmapWriter.sample()));
    }
}
