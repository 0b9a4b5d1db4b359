package io.aifactory.economics.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleDevicesTest {
    private static final List<NvidiaDevice> ALL =
            IntStream.range(0, 4)
                    .mapToObj(i -> new NvidiaDevice(i, "GPU-" + i + i + "ab", "T4", 2, 1, 7, 5))
                    .toList();

    @Test
    void withoutTheVariableAllAreVisible() {
        assertEquals(ALL, VisibleDevices.among(ALL, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '2, 0'              | 2 0
                    'GPU-33ab,1'        | 3 1
                    'GPU-1'             | 1
                    ''                  |
                    '-1'                |
                    'NoDevFiles'        |
                    '1,9,2'             | 1
                    '1,1,2'             | 1
                    'GPU-,0'            |
                    'MIG-11ab'          |
                    """)
    void theVariableChoosesAndOrdersAndEndsAtWhatItDoesNotKnow(String value, String indexes) {
        List<String> found =
                VisibleDevices.among(ALL, Optional.of(value)).stream()
                        .map(device -> Integer.toString(device.index()))
                        .toList();

        assertEquals(indexes == null ? "" : indexes, String.join(" ", found));
    }
}
