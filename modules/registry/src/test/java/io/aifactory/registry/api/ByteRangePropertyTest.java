package io.aifactory.registry.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ByteRangePropertyTest {
    @Property
    void partLiesInsideTheContent(
            @ForAll @LongRange(min = 0, max = 100) long first,
            @ForAll @LongRange(min = 0, max = 100) long last,
            @ForAll @LongRange(min = 0, max = 60) long size) {
        if (ByteRange.parse("bytes=" + first + "-" + last, size) instanceof ByteRange.Part part) {
            assertTrue(part.length() >= 1);
            assertEquals(first, part.offset());
            assertTrue(part.offset() + part.length() <= size);
        }
    }
}
