package io.aifactory.tokenization.internal.pipeline;

/**
 * A token that stands outside of the model's vocabulary rules: found in the text by itself.
 *
 * @param id its token id
 * @param content how it is written
 * @param singleWord only where no word character touches it
 * @param leftStrip takes the white space before it along
 * @param rightStrip takes the white space after it along
 * @param normalized looked for in the normalised text
 * @param special carries control, not text: left out by decoding
 */
public record AddedToken(
        int id,
        String content,
        boolean singleWord,
        boolean leftStrip,
        boolean rightStrip,
        boolean normalized,
        boolean special) {
    /** A special token found wherever it is written. */
    public static AddedToken special(int id, String content) {
        return new AddedToken(id, content, false, false, false, false, true);
    }
}
