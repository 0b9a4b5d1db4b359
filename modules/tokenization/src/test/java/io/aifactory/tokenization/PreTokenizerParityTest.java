package io.aifactory.tokenization;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each pre-tokenizer against the Hugging Face library; the ids show where words begin. */
class PreTokenizerParityTest {
    private static final Parity BERT = new Parity(document("{'type': 'BertPreTokenizer'}"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'BertPreTokenizer'}",
                "{'type': 'Whitespace'}",
                "{'type': 'WhitespaceSplit'}",
                "{'type': 'Punctuation', 'behavior': 'Isolated'}",
                "{'type': 'Punctuation', 'behavior': 'Removed'}",
                "{'type': 'Punctuation', 'behavior': 'Contiguous'}",
                "{'type': 'Punctuation', 'behavior': 'MergedWithPrevious'}",
                "{'type': 'Punctuation', 'behavior': 'MergedWithNext'}",
                "{'type': 'Digits', 'individual_digits': true}",
                "{'type': 'Digits', 'individual_digits': false}",
                "{'type': 'Split', 'pattern': {'Regex': '\\\\p{N}{1,3}'}, 'behavior': 'Isolated', 'invert': false}",
                "{'type': 'Split', 'pattern': {'String': 'a.'}, 'behavior': 'Removed', 'invert': true}",
                "{'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'always', 'split': true}",
                "{'type': 'Metaspace', 'replacement': '_', 'prepend_scheme': 'first', 'split': false}",
                "{'type': 'ByteLevel', 'add_prefix_space': true, 'trim_offsets': true, 'use_regex': true}",
                "{'type': 'Sequence', 'pretokenizers': [{'type': 'WhitespaceSplit'}, {'type': 'Punctuation', 'behavior': 'Isolated'}, {'type': 'Digits', 'individual_digits': true}, {'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme': 'first', 'split': true}]}",
            })
    void eachPreTokenizer(String preTokenizer) {
        Parity.overNastyTexts(document(preTokenizer));
    }

    @Property(tries = 400, seed = "20260101")
    void bertOnRandomTexts(@ForAll("texts") String text) {
        BERT.check(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return RandomTexts.ofOldUnicode();
    }

    private static Documents document(String preTokenizer) {
        return Documents.of(Documents.counting()).withPreTokenizer(preTokenizer.replace('\'', '"'));
    }
}
