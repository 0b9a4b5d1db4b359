package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.nvidia.NvidiaDevice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceSettingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cpu           | 2 | cpu
                    cuda:1        | 2 | cuda:1=GPU-1
                    cuda:1,cuda:0 | 2 | cuda:1=GPU-1 cuda:0=GPU-0
                    cuda          | 2 | cuda:0=GPU-0 cuda:1=GPU-1
                    auto          | 2 | cuda:0=GPU-0 cuda:1=GPU-1
                    auto          | 0 | cpu
                    'cuda, cpu'   | 1 | cuda:0=GPU-0 cpu
                    """)
    void entriesBecomeTheDevicesThatTheDriverLists(String setting, int number, String expected) {
        assertEquals(expected, shown(setting, Optional.empty(), number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cuda   | 3,1          | cuda:0=3 cuda:1=1
                    cuda:1 | 3,1          | cuda:1=1
                    cuda   | MIG-a,MIG-b  | cuda:0=MIG-a cuda:1=MIG-b
                    cuda   | 2,-1,3       | cuda:0=2
                    auto   | ''           | cpu
                    auto   | -1           | cpu
                    """)
    void whatIsHiddenFromTheFactoryIsNotGivenAway(String setting, String visible, String expected) {
        assertEquals(expected, shown(setting, Optional.of(visible), 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cuda:2        | 2 | names 'cuda:2', but this process sees 2 CUDA devices
                    cuda          | 0 | names 'cuda', but this process sees 0 CUDA devices
                    gpu           | 2 | not 'gpu'
                    cuda:         | 2 | not 'cuda:'
                    cuda,cuda:1   | 2 | names cuda:1 twice
                    cpu,cpu       | 2 | names cpu twice
                    """)
    void whatCannotBeMeantIsRefusedByName(String setting, int number, String reason) {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> shown(setting, Optional.empty(), number));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("aifactory.factory.worker.devices "), message);
        assertTrue(message.contains(reason), message);
    }

    @Test
    void noSettingGivesNoDevices() {
        assertEquals(List.of(), DeviceSetting.devices(List.of(), Optional.empty(), machine(2)));
    }

    private static String shown(String setting, Optional<String> visible, int number) {
        return DeviceSetting.devices(List.of(setting.split(",")), visible, machine(number)).stream()
                .map(device ->
                        device instanceof WorkerDevice.Cuda cuda
                                ? cuda.label() + "=" + cuda.selector()
                                : device.label())
                .collect(Collectors.joining(" "));
    }

    private static List<NvidiaDevice> machine(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new NvidiaDevice(i, "GPU-" + i, "NVIDIA T4", 2, 1, 7, 5))
                .toList();
    }
}
