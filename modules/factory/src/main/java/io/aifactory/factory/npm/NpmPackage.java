package io.aifactory.factory.npm;

import io.aifactory.contracts.Digest;
import java.util.regex.Pattern;

/**
 * One version of a package, pinned.
 *
 * @param name for example {@code @scope/name}
 * @param version exactly this one
 * @param bytes size of its archive
 * @param digest of its archive
 */
public record NpmPackage(String name, String version, long bytes, Digest digest) {
    private static final Pattern NAME =
            Pattern.compile("(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*");

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+[0-9A-Za-z.+-]*");

    public NpmPackage {
        if (!NAME.matcher(name).matches() || !VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("not a package: " + name + "@" + version);
        }
    }

    /** {@code name@version}. */
    public String coordinate() {
        return name + "@" + version;
    }
}
