package io.aifactory.scheduler.generation;

import io.aifactory.contracts.Digest;
import java.nio.charset.StandardCharsets;

/**
 * What a worker knows of a tenant: enough to share keys and values between prompts of the same one,
 * not who it is.
 */
final class CacheSalt {
    private static final String PURPOSE = "aifactory cache salt\n";
    private static final int DIGITS = 32;

    private CacheSalt() {}

    /**
     * @return 32 hex digits, different for different tenants
     */
    static String of(String tenant) {
        return Digest.of((PURPOSE + tenant).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, DIGITS);
    }
}
