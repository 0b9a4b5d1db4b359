package io.aifactory.languagemodel.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.languagemodel.ModelFormatException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the header is: a typed error, or ranges that cover the data exactly. */
class SafetensorsHeaderPropertiesTest {
    private static final String GOOD =
            "{\"__metadata__\":{\"format\":\"pt\"},"
                    + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                    + "\"b.weight\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[24,32]},"
                    + "\"c\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[32,40]}}";
    private static final String PIECES = "0123456789-.eE[]{},:\"\\ntrufals \u0000\u007f";

    @Property(tries = 3000)
    void aMutatedHeaderIsRefusedOrStillCoversTheData(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int mutations) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(GOOD);
        for (int i = 0; i < mutations; i++) {
            mutate(text, random);
        }
        check(text.toString().getBytes(StandardCharsets.UTF_8), 40);
    }

    @Property(tries = 1000)
    void arbitraryBytesAreRefusedOrCoverTheData(
            @ForAll byte[] bytes, @ForAll @IntRange(max = 64) int dataBytes) {
        check(bytes, dataBytes);
    }

    @Property(tries = 200)
    void aGoodHeaderFitsOneSizeOfDataOnly(@ForAll @IntRange(max = 100) int dataBytes) {
        boolean accepted = check(GOOD.getBytes(StandardCharsets.UTF_8), dataBytes);
        assertEquals(dataBytes == 40, accepted);
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        char piece = PIECES.charAt(random.nextInt(PIECES.length()));
        switch (random.nextInt(5)) {
            case 0 -> text.setCharAt(at, piece);
            case 1 -> text.insert(at, piece);
            case 2 -> text.deleteCharAt(at);
            case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 40)));
            default -> text.insert(at, String.valueOf(random.nextLong()));
        }
    }

    private static boolean check(byte[] json, long dataBytes) {
        SafetensorsHeader header;
        try {
            header = SafetensorsHeader.parse("file", new ByteArrayInputStream(json), 0, dataBytes);
        } catch (ModelFormatException refused) {
            return false;
        }
        long covered = 0;
        for (TensorEntry tensor : header.tensors().values()) {
            long size = tensor.type().bytes();
            for (long dimension : tensor.shape()) {
                size *= dimension;
            }
            assertEquals(size, tensor.bytes());
            covered += size;
        }
        assertEquals(dataBytes, covered);
        return true;
    }
}
