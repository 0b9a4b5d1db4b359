package io.aifactory.scheduler.generation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a worker knows of a tenant: enough to share keys and values between prompts of the same one,
 * not who it is.
 */
final class CacheSalt {
    private static final String PURPOSE = "aifactory cache salt\n";
    private static final int BYTES = 16;

    private CacheSalt() {}

    /**
     * @return 32 hex digits, different for different tenants
     */
    static String of(String tenant) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((PURPOSE + tenant).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
