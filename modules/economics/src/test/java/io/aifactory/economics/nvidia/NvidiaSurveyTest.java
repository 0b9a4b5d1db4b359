package io.aifactory.economics.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NvidiaSurveyTest {
    private static final NvidiaDevice LARGE =
            new NvidiaDevice(0, "GPU-aa", "NVIDIA H200", 150_754_820_096L, 150_000_000_000L, 9, 0);
    private static final NvidiaDevice SMALL =
            new NvidiaDevice(1, "GPU-bb", "NVIDIA T4", 16_106_127_360L, 5_000_000_000L, 7, 5);

    @Test
    void driverAndDevicesAreReadAsTheLibraryGivesThem() {
        FakeNvml library = new FakeNvml(LARGE, SMALL);

        NvidiaSurvey survey = Nvml.survey(library);

        assertEquals(new NvidiaSurvey.Found("570.86.15", 12_080, List.of(LARGE, SMALL)), survey);
        assertEquals("12.8", ((NvidiaSurvey.Found) survey).cudaVersion());
        assertEquals("7.5", survey.devices().getLast().computeCapability());
        assertEquals(0, library.open(), "it is closed again");
    }

    @Test
    void aDriverWithoutDevicesIsFoundToo() {
        assertEquals(
                new NvidiaSurvey.Found("570.86.15", 12_080, List.of()),
                Nvml.survey(new FakeNvml()));
    }

    @Test
    void aLibraryThatDoesNotFitTheLoadedDriverSaysSo() {
        assertEquals(
                new NvidiaSurvey.Unusable("nvmlInit_v2: Driver/library version mismatch (18)"),
                Nvml.survey(new FakeNvml(LARGE).failing(18)));
    }

    @Test
    void aFunctionThatAnOldDriverLacksIsNamed() {
        FakeNvml old = new FakeNvml(LARGE).without("nvmlDeviceGetCudaComputeCapability");

        assertEquals(
                new NvidiaSurvey.Unusable(
                        "nvmlDeviceGetCudaComputeCapability: the driver is too old, it has no such"
                                + " function"),
                Nvml.survey(old));
        assertEquals(0, old.open(), "it is closed again");
    }

    @Test
    void anErrorThatAnOldDriverHasNoWordsForIsNamedByItsNumber() {
        assertEquals(
                new NvidiaSurvey.Unusable("nvmlInit_v2: error 18"),
                Nvml.survey(new FakeNvml(LARGE).failing(18).without("nvmlErrorString")));
    }

    @Test
    void eachFunctionIsBoundOnceHoweverManyDevicesThereAre() {
        FakeNvml library = new FakeNvml(LARGE, SMALL);

        Nvml.survey(library);

        assertEquals(1, library.lookups("nvmlDeviceGetUUID"));
        assertEquals(1, library.lookups("nvmlDeviceGetMemoryInfo"));
    }

    @Test
    void aMachineWithoutADriverHasNoLibraryAndNoDevices() {
        assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")), "it has a driver");

        NvidiaSurvey survey = NvidiaSurvey.take();

        assertInstanceOf(NvidiaSurvey.NoLibrary.class, survey);
        assertEquals(List.of(), survey.devices());
    }
}
