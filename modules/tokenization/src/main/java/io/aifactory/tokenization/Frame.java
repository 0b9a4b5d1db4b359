package io.aifactory.tokenization;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What goes around a text before a model sees it: the beginning-of-text token of a decoder, the
 * class and separator tokens of an encoder. {@link Tokenizer#encode} adds none of it.
 *
 * @param single around one text
 * @param pair around two texts; empty if the model takes no pairs
 */
public record Frame(List<Part> single, Optional<List<Part>> pair) {
    /** Nothing goes around a text; a pair is one text after the other. */
    public static final Frame NONE =
            new Frame(
                    List.of(new Part.Text(0, 0)),
                    Optional.of(List.of(new Part.Text(0, 0), new Part.Text(1, 1))));

    /** A piece of what the model sees. */
    public sealed interface Part {
        /** Segment that the ids belong to ({@code token_type_ids}). */
        int typeId();

        /** A token that is always there. */
        record Fixed(int id, int typeId) implements Part {}

        /**
         * A text.
         *
         * @param index 0 for the first, 1 for the second
         */
        record Text(int index, int typeId) implements Part {}
    }

    /**
     * What the model sees.
     *
     * @param ids tokens
     * @param typeIds the segment of each token, as long as {@code ids}
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    public record Framed(int[] ids, int[] typeIds) {}

    public Frame {
        single = List.copyOf(single);
        pair = pair.map(List::copyOf);
    }

    /** Puts single ids before and after a text: {@code [bos] text [eos]}. */
    public static Frame around(List<Integer> before, List<Integer> after) {
        List<Part> none = List.of();
        return new Frame(
                concat(fixed(before, 0), List.of(new Part.Text(0, 0)), fixed(after, 0), none),
                Optional.of(
                        concat(
                                concat(
                                        fixed(before, 0),
                                        List.of(new Part.Text(0, 0)),
                                        fixed(after, 0),
                                        none),
                                fixed(before, 1),
                                List.of(new Part.Text(1, 1)),
                                fixed(after, 1))));
    }

    /** Frames the ids of one text. */
    public Framed frame(int[] text) {
        return frame(single, text, new int[0]);
    }

    /**
     * Frames the ids of two texts.
     *
     * @throws IllegalStateException if the model takes no pairs
     */
    public Framed frame(int[] first, int[] second) {
        return frame(
                pair.orElseThrow(
                        () -> new IllegalStateException("this tokenizer does not frame pairs")),
                first,
                second);
    }

    /** The ids that always stand before a single text, for example the beginning of text. */
    public int[] before() {
        return single.stream()
                .takeWhile(part -> part instanceof Part.Fixed)
                .mapToInt(Frame::fixedId)
                .toArray();
    }

    /** Tokens that framing adds to a single text. */
    public int added() {
        return (int) single.stream().filter(part -> part instanceof Part.Fixed).count();
    }

    private static Framed frame(List<Part> parts, int[] first, int[] second) {
        int length = 0;
        for (Part part : parts) {
            length += part instanceof Part.Text text ? of(text, first, second).length : 1;
        }
        int[] ids = new int[length];
        int[] types = new int[length];
        int at = 0;
        for (Part part : parts) {
            int from = at;
            switch (part) {
                case Part.Fixed fixed -> ids[at++] = fixed.id();
                case Part.Text text -> {
                    int[] own = of(text, first, second);
                    System.arraycopy(own, 0, ids, at, own.length);
                    at += own.length;
                }
            }
            Arrays.fill(types, from, at, part.typeId());
        }
        return new Framed(ids, types);
    }

    private static int[] of(Part.Text text, int[] first, int[] second) {
        return text.index() == 0 ? first : second;
    }

    private static int fixedId(Part part) {
        return part instanceof Part.Fixed(int id, _) ? id : -1;
    }

    private static List<Part> fixed(List<Integer> ids, int typeId) {
        return ids.stream().map(id -> (Part) new Part.Fixed(id, typeId)).toList();
    }

    private static List<Part> concat(List<Part> a, List<Part> b, List<Part> c, List<Part> d) {
        return Stream.of(a, b, c, d).flatMap(List::stream).toList();
    }
}
