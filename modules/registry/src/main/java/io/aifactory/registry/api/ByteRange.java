package io.aifactory.registry.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Range} header asks for (RFC 9110 §14.2). Pure. */
sealed interface ByteRange {
    /** The whole content: no range, several ranges, or another unit. */
    record Whole() implements ByteRange {}

    /**
     * One run of bytes.
     *
     * @param offset of the first byte
     * @param length number of bytes, at least 1
     */
    record Part(long offset, long length) implements ByteRange {}

    /** Nothing of the content lies in the range. */
    record Unsatisfiable() implements ByteRange {}

    Pattern ONE = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    /**
     * @param header value of the header
     * @param size bytes of the content
     */
    static ByteRange parse(String header, long size) {
        Matcher range = ONE.matcher(header);
        if (!range.matches()) {
            return new Whole();
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), size);
        }
        long offset = Long.parseLong(first);
        long end = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (end < offset) {
            return new Whole();
        }
        return offset >= size
                ? new Unsatisfiable()
                : new Part(offset, Math.min(end, size - 1) - offset + 1);
    }

    private static ByteRange suffix(long length, long size) {
        long part = Math.min(length, size);
        return part == 0 ? new Unsatisfiable() : new Part(size - part, part);
    }
}
