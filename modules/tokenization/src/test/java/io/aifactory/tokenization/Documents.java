package io.aifactory.tokenization;

import java.nio.charset.StandardCharsets;

/**
 * Small {@code tokenizer.json} documents.
 *
 * @param added elements of {@code added_tokens}
 */
record Documents(
        String added,
        String normalizer,
        String preTokenizer,
        String postProcessor,
        String decoder,
        String model) {
    /** Every byte is a token: the ids show the normalised text, byte by byte. */
    static final String BYTES_MODEL = bytesModel();

    private static final String PIECES =
            """
            ["<unk>", 0.0], ["<s>", 0.0], ["</s>", 0.0], ["▁", -2.5], ["▁the", -3.1], ["▁a", -3.3],
            ["s", -3.4], ["e", -3.6], ["t", -3.6], ["a", -3.7], ["b", -4.1], ["ab", -4.6],
            ["abc", -6.25], ["c", -4.2], ["bc", -4.9], ["▁th", -5.5], ["h", -4.4], ["the", -5.1],
            ["ing", -4.7], ["i", -4.0], ["n", -4.0], ["g", -4.3], ["do", -4.9], ["d", -4.2],
            ["o", -3.9], ["▁un", -5.2], ["un", -5.3], ["u", -4.4], ["aa", -5.9], ["aaaa", -9.5],
            ["▁▁", -6.0], ["日本", -7.1], ["日", -7.9], ["語", -8.0], ["é", -8.1], ["👍", -8.2],
            [".", -3.8], [",", -3.8], ["1", -5.0], ["12", -6.1], ["x", -6.6], ["H", -7.0],
            ["ello", -6.4], ["l", -4.5], ["'", -5.6], ["'s", -5.8]\
            """;

    static Documents of(String model) {
        return new Documents("", "null", "null", "null", "{\"type\": \"Fuse\"}", model);
    }

    /** A Unigram model with some words and letters; the bytes are the last 256 ids. */
    static String unigram(boolean byteFallback) {
        StringBuilder pieces = new StringBuilder(PIECES);
        for (int b = 0; byteFallback && b < 256; b++) {
            pieces.append(String.format(", [\"<0x%02X>\", -12.0]", b));
        }
        return "{\"type\": \"Unigram\", \"unk_id\": 0, \"byte_fallback\": %s, \"vocab\": [%s]}"
                .formatted(byteFallback, pieces);
    }

    /** Every word is unknown: the ids show how many words there are. */
    static String counting() {
        return """
        {"type": "WordPiece", "unk_token": "u", "continuing_subword_prefix": "##",
         "max_input_chars_per_word": 1000, "vocab": {"u": 0, "a": 1, "##b": 2, "-": 3}}\
        """;
    }

    Documents withNormalizer(String json) {
        return new Documents(added, json, preTokenizer, postProcessor, decoder, model);
    }

    Documents withPreTokenizer(String json) {
        return new Documents(added, normalizer, json, postProcessor, decoder, model);
    }

    Documents withPostProcessor(String json) {
        return new Documents(added, normalizer, preTokenizer, json, decoder, model);
    }

    Documents withDecoder(String json) {
        return new Documents(added, normalizer, preTokenizer, postProcessor, json, model);
    }

    /** One more added token; {@code flags} are those that are true, separated by spaces. */
    Documents withAdded(int id, String content, String flags) {
        StringBuilder token = new StringBuilder(added).append(added.isEmpty() ? "" : ", ");
        token.append("{\"id\": %d, \"content\": \"%s\"".formatted(id, content));
        for (String flag :
                new String[] {"single_word", "lstrip", "rstrip", "normalized", "special"}) {
            token.append(", \"%s\": %s".formatted(flag, flags.contains(flag)));
        }
        return new Documents(
                token.append('}').toString(),
                normalizer,
                preTokenizer,
                postProcessor,
                decoder,
                model);
    }

    byte[] bytes() {
        return """
        {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [%s],
         "normalizer": %s, "pre_tokenizer": %s, "post_processor": %s, "decoder": %s, "model": %s}
        """
                .formatted(added, normalizer, preTokenizer, postProcessor, decoder, model)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String bytesModel() {
        StringBuilder vocabulary = new StringBuilder("\"u\": 0");
        for (int b = 0; b < 256; b++) {
            vocabulary.append(String.format(", \"<0x%02X>\": %d", b, b + 1));
        }
        return """
        {"type": "BPE", "unk_token": "u", "byte_fallback": true, "fuse_unk": false,
         "ignore_merges": false, "dropout": null, "continuing_subword_prefix": null,
         "end_of_word_suffix": null, "vocab": {%s}, "merges": []}\
        """
                .formatted(vocabulary);
    }
}
