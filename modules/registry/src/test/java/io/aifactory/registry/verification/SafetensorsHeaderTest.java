package io.aifactory.registry.verification;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHeaderTest {
    static final String TWO =
            """
            {"__metadata__":{"format":"pt"},
             "b":{"dtype":"BF16","shape":[2,3],"data_offsets":[4,16]},
             "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
             "none":{"dtype":"F32","shape":[0,7],"data_offsets":[16,16]}}   \
            """;

    @Test
    void tensorsThatFillTheFileAreAccepted() throws IOException {
        assertEquals(
                Set.of("a", "b", "none"),
                SafetensorsHeader.parse(TWO.getBytes(UTF_8), 16).tensors());
        assertEquals(Set.of(), SafetensorsHeader.parse("{}".getBytes(UTF_8), 0).tensors());
    }

    @ParameterizedTest
    @EnumSource
    void everyElementTypeOfTheFormatIsKnown(TensorType type) throws IOException {
        String header =
                "{\"t\":{\"dtype\":\"%s\",\"shape\":[8],\"data_offsets\":[0,%d]}}"
                        .formatted(type, type.bits());

        assertEquals(
                Set.of("t"),
                SafetensorsHeader.parse(header.getBytes(UTF_8), type.bits()).tensors());
    }

    @ParameterizedTest
    @CsvSource({"15", "17", "0", "9223372036854775807"})
    void fileOfAnotherSizeIsRefused(long dataBytes) {
        assertThrows(
                IOException.class, () -> SafetensorsHeader.parse(TWO.getBytes(UTF_8), dataBytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " {}",
                "[]",
                "{",
                "{}x",
                "{} {}",
                "{\"a\":1}",
                "{\"a\":{}}",
                // hole, overlap, out of order
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,0]}}",
                // shape and offsets disagree, overflow, negative, fraction, too many
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[-4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4.0],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4,8]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,1,4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F4\",\"shape\":[7],\"data_offsets\":[0,4]}}",
                // unknown and duplicate keys
                "{\"a\":{\"dtype\":\"Q4\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4],\"x\":1}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[4,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"__metadata__\":{\"a\":1}}",
            })
    void headerThatLiesIsRefused(String header) {
        assertThrows(IOException.class, () -> SafetensorsHeader.parse(header.getBytes(UTF_8), 4));
    }

    @Test
    void otherEncodingsAreRefused() {
        String header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}";

        assertThrows(
                IOException.class, () -> SafetensorsHeader.parse(header.getBytes(UTF_16LE), 4));
        byte[] invalid = header.getBytes(UTF_8);
        invalid[2] = (byte) 0xff;
        assertThrows(IOException.class, () -> SafetensorsHeader.parse(invalid, 4));
    }

    @Test
    void deepNestingIsRefusedBeforeItIsRead() {
        String header = "{\"a\":" + "[".repeat(100_000);

        assertThrows(IOException.class, () -> SafetensorsHeader.parse(header.getBytes(UTF_8), 0));
    }
}
