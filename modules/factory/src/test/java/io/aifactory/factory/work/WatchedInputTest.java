package io.aifactory.factory.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class WatchedInputTest {
    private static final int BYTES = (5 << 20) / 2;

    @Test
    void everyMebibyteAndTheEndAreTold() throws IOException {
        List<Long> told = new ArrayList<>();
        try (var in =
                new WatchedInput(
                        new ByteArrayInputStream(new byte[BYTES]),
                        BYTES,
                        (done, total) -> {
                            assertEquals(BYTES, total);
                            told.add(done);
                        })) {
            byte[] chunk = new byte[1 << 19];
            while (in.read(chunk) >= 0) {
                assertEquals(1 << 19, chunk.length);
            }
        }

        assertEquals(List.of(1L << 20, 2L << 20, (long) BYTES), told);
    }

    @Test
    void aPartOfSeveralIsToldAsAPartOfTheWhole() throws IOException {
        List<Long> told = new ArrayList<>();
        Watch whole = (done, total) -> told.add(done * 1000 + total);
        try (var in =
                new WatchedInput(new ByteArrayInputStream(new byte[3]), 3, whole.part(10, 20))) {
            in.transferTo(OutputStream.nullOutputStream());
        }

        assertEquals(List.of(13_020L), told);
    }

    @Test
    void aWatchStopsTheReading() throws IOException {
        try (var in =
                new WatchedInput(
                        new ByteArrayInputStream(new byte[BYTES]),
                        BYTES,
                        (done, total) -> {
                            throw new CancellationException("enough");
                        })) {
            assertThrows(CancellationException.class, in::readAllBytes);
        }
    }
}
