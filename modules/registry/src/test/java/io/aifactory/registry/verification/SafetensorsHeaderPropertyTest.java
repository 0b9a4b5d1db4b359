package io.aifactory.registry.verification;

import static io.aifactory.registry.verification.SafetensorsHeaderTest.TWO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SafetensorsHeaderPropertyTest {
    @Property(tries = 2_000)
    void mutatedHeaderIsReadOrRefusedButNeverFailsOtherwise(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] header = TWO.getBytes(UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            header[random.nextInt(header.length)] = (byte) random.nextInt(256);
        }
        try {
            SafetensorsHeader.parse(header, 16);
        } catch (IOException e) {
            assertEquals(true, String.valueOf(e.getMessage()).length() < 2_000);
        }
    }
}
