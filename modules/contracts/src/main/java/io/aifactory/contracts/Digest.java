package io.aifactory.contracts;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Identity of content: {@code sha256:} followed by 64 lower-case hexadecimal digits (the form of
 * the OCI image specification).
 *
 * @param value the whole text, prefix included
 */
public record Digest(String value) implements Comparable<Digest> {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * @throws IllegalArgumentException if the text is not a sha256 digest
     */
    public Digest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a digest: '" + value + "'; expected sha256:<64 hex digits>");
        }
    }

    /** The digest of these bytes. */
    public static Digest of(byte[] content) {
        return ofRaw(newMessageDigest().digest(content));
    }

    /** The digest whose 32 raw bytes a {@link #newMessageDigest()} has computed. */
    public static Digest ofRaw(byte[] sha256) {
        if (sha256.length != 32) {
            throw new IllegalArgumentException("a sha256 has 32 bytes, not " + sha256.length);
        }
        return new Digest("sha256:" + HexFormat.of().formatHex(sha256));
    }

    /** A fresh SHA-256; every Java platform has one. */
    public static MessageDigest newMessageDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /** The 64 hexadecimal digits without the prefix. */
    public String hex() {
        return value.substring("sha256:".length());
    }

    /** The first 12 hexadecimal digits: enough for people, never for identity. */
    public String abbreviated() {
        return hex().substring(0, 12);
    }

    /** {@code ab/cdef…}: the relative path under which content-addressed files lie. */
    public Path fanOutPath() {
        return Path.of(hex().substring(0, 2), hex().substring(2));
    }

    @Override
    public int compareTo(Digest other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
