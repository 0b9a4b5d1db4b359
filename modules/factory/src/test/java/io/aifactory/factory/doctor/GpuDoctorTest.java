package io.aifactory.factory.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.nvidia.NvidiaDevice;
import io.aifactory.economics.nvidia.NvidiaSurvey;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.doctor.Finding.Verdict;
import io.aifactory.factory.doctor.GpuDoctor.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuDoctorTest {
    private static final NvidiaDevice LARGE =
            new NvidiaDevice(0, "GPU-aa", "NVIDIA H200", 140L << 30, 139L << 30, 9, 0);
    private static final NvidiaDevice SMALL =
            new NvidiaDevice(1, "GPU-bb", "NVIDIA T4", 15L << 30, 14L << 30, 7, 5);

    private final EngineLibraries bundled =
            new EngineLibraries("2.7.1", List.of("cu128"), List.of("pytorch-native-cu128.jar"));
    private final EngineLibraries processorOnly =
            new EngineLibraries("2.7.1", List.of("cu128"), List.of());

    private final Map<String, String> environment = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<NvidiaDevice> computedOn = new ArrayList<>();
    private final List<Integer> statuses = new ArrayList<>(List.of(0, 0));

    @Test
    void aMachineWithoutADriverHasNoDevice() {
        assertEquals(Outcome.NO_DEVICE, examine(new NvidiaSurvey.NoLibrary(), 0, bundled));
        assertEquals(List.of("OK driver"), seen());
    }

    @Test
    void deviceFilesWithoutTheDriversLibraryAreAnInstallationThatIsNotComplete() {
        assertEquals(Outcome.FAILS, examine(new NvidiaSurvey.NoLibrary(), 2, bundled));
        assertEquals(List.of("BAD driver"), seen());
        assertTrue(findings.getFirst().found().contains("2"), findings::toString);
    }

    @Test
    void aDriverThatDoesNotAnswerIsQuoted() {
        String reason = "nvmlInit_v2: Driver/library version mismatch (18)";

        assertEquals(Outcome.FAILS, examine(new NvidiaSurvey.Unusable(reason), 1, bundled));
        assertTrue(findings.getFirst().found().contains(reason), findings::toString);
    }

    @Test
    void aDriverWithoutDevicesIsNoFailure() {
        assertEquals(Outcome.NO_DEVICE, examine(found(12_080), 0, bundled));
        assertEquals(List.of("OK driver"), seen());
    }

    @Test
    void devicesThatAreHiddenFromThisProcessAreNotUsed() {
        environment.put("CUDA_VISIBLE_DEVICES", "-1");

        assertEquals(Outcome.NO_DEVICE, examine(found(12_080, LARGE), 1, bundled));
        assertEquals(List.of("OK driver", "HINT devices"), seen());
        assertEquals(List.of(), computedOn);
    }

    @Test
    void aDriverOlderThanTheEnginesCudaIsNotTriedAnyFurther() {
        assertEquals(Outcome.FAILS, examine(found(11_080, LARGE), 1, bundled));
        assertEquals(List.of("BAD driver", "OK cuda:0"), seen());
        assertTrue(findings.getFirst().advice().contains("12"), findings::toString);
    }

    @Test
    void minorVersionsOfCudaAreCompatible() {
        assertEquals(Outcome.WORKS, examine(found(12_000, LARGE), 1, bundled));
    }

    @Test
    void aDriverWithoutALibtorchForCudaIsNotEnough() {
        assertEquals(Outcome.FAILS, examine(found(12_080, LARGE), 1, processorOnly));
        assertEquals(List.of("OK driver", "OK cuda:0", "BAD libtorch"), seen());
        String advice = findings.getLast().advice();
        assertTrue(
                advice.contains("PYTORCH_VERSION=2.7.1") && advice.contains("PYTORCH_FLAVOR=cu128"),
                advice);
        assertEquals(List.of(), computedOn);
    }

    @Test
    void everyVisibleDeviceIsComputedOn() {
        assertEquals(Outcome.WORKS, examine(found(12_080, LARGE, SMALL), 2, bundled));
        assertEquals(List.of(LARGE, SMALL), computedOn);
        assertEquals(
                List.of(
                        "OK driver",
                        "OK cuda:0",
                        "HINT cuda:1",
                        "OK libtorch",
                        "OK cuda:0",
                        "OK cuda:1"),
                seen());
        assertEquals("figures of NVIDIA T4", findings.getLast().found());
    }

    @Test
    void oneDeviceThatFailsDoesNotKeepTheOthersFromBeingTried() {
        statuses.set(0, 134);

        assertEquals(Outcome.FAILS, examine(found(12_080, LARGE, SMALL), 2, bundled));
        assertEquals(List.of(LARGE, SMALL), computedOn);
        assertEquals(
                Messages.text("doctor.engine.failed", 134, "figures of NVIDIA H200"),
                findings.get(4).found());
        assertEquals(List.of("BAD cuda:0", "OK cuda:1"), seen().subList(4, 6));
    }

    @Test
    void theVariableOrdersTheDevices() {
        environment.put("CUDA_VISIBLE_DEVICES", "1,0");

        assertEquals(Outcome.WORKS, examine(found(12_080, LARGE, SMALL), 2, bundled));
        assertEquals(List.of(SMALL, LARGE), computedOn);
    }

    @Test
    void withoutAnEngineNothingIsComputed() {
        var doctor =
                new GpuDoctor(
                        found(12_080, LARGE), 1, environment, Optional.empty(), this::compute);

        assertEquals(Outcome.FAILS, doctor.examine(findings::add));
        assertEquals("BAD libtorch", seen().getLast());
        assertEquals(List.of(), computedOn);
    }

    private Outcome examine(NvidiaSurvey survey, int files, EngineLibraries engine) {
        return new GpuDoctor(survey, files, environment, Optional.of(engine), this::compute)
                .examine(findings::add);
    }

    private Child.Result compute(NvidiaDevice device) {
        computedOn.add(device);
        return new Child.Result(
                statuses.get(computedOn.size() - 1), "chatter\nfigures of " + device.name());
    }

    private static NvidiaSurvey found(int cuda, NvidiaDevice... devices) {
        return new NvidiaSurvey.Found("570.86.15", cuda, List.of(devices));
    }

    private List<String> seen() {
        for (Finding finding : findings) {
            assertEquals(
                    finding.verdict() == Verdict.OK,
                    finding.advice().isEmpty(),
                    "what is not good needs advice: " + finding);
        }
        return findings.stream().map(f -> f.verdict() + " " + f.subject()).toList();
    }
}
