package io.aifactory.registry.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,1",
        "bytes=0-9,0,10",
        "bytes=3-5,3,3",
        "bytes=3-,3,7",
        "bytes=3-99,3,7",
        "bytes=-4,6,4",
        "bytes=-99,0,10",
        "bytes=9-,9,1"
    })
    void oneRangeOfTenBytes(String header, long offset, long length) {
        assertEquals(new ByteRange.Part(offset, length), ByteRange.parse(header, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void nothingOfTenBytes(String header) {
        assertEquals(new ByteRange.Unsatisfiable(), ByteRange.parse(header, 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=5-3",
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=a-b",
                "bytes=99999999999999999999-"
            })
    void whatIsNotOneRangeMeansTheWhole(String header) {
        assertEquals(new ByteRange.Whole(), ByteRange.parse(header, 10));
    }

    @Test
    void emptyContentHasNoRange() {
        assertEquals(new ByteRange.Unsatisfiable(), ByteRange.parse("bytes=0-", 0));
    }
}
