package io.aifactory.factory.doctor;

import io.aifactory.economics.nvidia.NvidiaDevice;
import io.aifactory.economics.nvidia.NvidiaSurvey;
import io.aifactory.economics.nvidia.VisibleDevices;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.FactoryHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether workers could compute on this machine's CUDA devices, from the driver up: each check is
 * made only where those before it found nothing that rules it out.
 */
public final class GpuDoctor {
    private static final double GIB = 1L << 30;
    private static final String DRIVER = "driver";
    private static final int FIRST_WITH_BFLOAT16 = 8;

    /** What all findings together mean. */
    public enum Outcome {
        /** Every device works. */
        WORKS,
        /** There are devices, and something stands in the way of using them. */
        FAILS,
        /** There is no CUDA device that this process may use. */
        NO_DEVICE
    }

    /** Computes on one device in a process of its own. */
    @FunctionalInterface
    interface DeviceCheck {
        Child.Result run(NvidiaDevice device);
    }

    private final NvidiaSurvey survey;
    private final long deviceFiles;
    private final Map<String, String> environment;
    private final Optional<EngineLibraries> engine;
    private final DeviceCheck check;

    /**
     * @param survey what the driver said
     * @param deviceFiles NVIDIA devices that the kernel shows
     * @param environment of this process, which workers inherit
     * @param engine what the distribution brings; empty = there is none
     */
    GpuDoctor(
            NvidiaSurvey survey,
            long deviceFiles,
            Map<String, String> environment,
            Optional<EngineLibraries> engine,
            DeviceCheck check) {
        this.survey = survey;
        this.deviceFiles = deviceFiles;
        this.environment = environment;
        this.engine = engine;
        this.check = check;
    }

    /** Of this machine. */
    public static GpuDoctor of(FactoryHome home, Path distribution) {
        return new GpuDoctor(
                NvidiaSurvey.take(),
                MachineChecks.nvidiaDevices(),
                System.getenv(),
                EngineLibraries.read(distribution),
                device -> EngineCheck.onCuda(home, distribution, device));
    }

    /**
     * @param report takes each finding as soon as it is there
     */
    public Outcome examine(Consumer<Finding> report) {
        return switch (survey) {
            case NvidiaSurvey.NoLibrary _ when deviceFiles == 0 -> {
                report.accept(Finding.ok(DRIVER, Messages.text("doctor.driver.none")));
                yield Outcome.NO_DEVICE;
            }
            case NvidiaSurvey.NoLibrary _ -> {
                report.accept(bad("doctor.driver.noLibrary", deviceFiles));
                yield Outcome.FAILS;
            }
            case NvidiaSurvey.Unusable(String reason) -> {
                report.accept(bad("doctor.driver.fails", reason));
                yield Outcome.FAILS;
            }
            case NvidiaSurvey.Found found -> examine(found, report);
        };
    }

    private Outcome examine(NvidiaSurvey.Found found, Consumer<Finding> report) {
        String version = Messages.text("doctor.driver", found.driver(), found.cudaVersion());
        int needed = engine.map(EngineLibraries::cudaMajor).orElse(0);
        boolean tooOld = found.cuda() / 1000 < needed;
        report.accept(
                tooOld
                        ? Finding.bad(
                                DRIVER,
                                version,
                                Messages.text("doctor.driver.old", Integer.toString(needed)))
                        : Finding.ok(DRIVER, version));
        Optional<String> variable = Optional.ofNullable(environment.get(VisibleDevices.VARIABLE));
        List<NvidiaDevice> devices = VisibleDevices.among(found.all(), variable);
        if (devices.isEmpty()) {
            if (!found.all().isEmpty()) {
                report.accept(
                        Finding.hint(
                                "devices",
                                Messages.text(
                                        "doctor.devices.hidden",
                                        VisibleDevices.VARIABLE,
                                        variable.orElse(""),
                                        found.all().size()),
                                Messages.text("doctor.devices.hidden.do")));
            }
            return Outcome.NO_DEVICE;
        }
        for (int i = 0; i < devices.size(); i++) {
            report.accept(described(i, devices.get(i)));
        }
        return !tooOld && libtorch(report) && compute(devices, report)
                ? Outcome.WORKS
                : Outcome.FAILS;
    }

    private boolean libtorch(Consumer<Finding> report) {
        Finding finding =
                engine.map(libraries -> new CudaLibtorch(environment, libraries).find())
                        .orElseGet(() ->
                                Finding.bad(
                                        "libtorch",
                                        Messages.text("doctor.absent"),
                                        Messages.text("doctor.noEngine")));
        report.accept(finding);
        return finding.verdict() != Finding.Verdict.BAD;
    }

    private boolean compute(List<NvidiaDevice> devices, Consumer<Finding> report) {
        boolean all = true;
        for (int i = 0; i < devices.size(); i++) {
            Finding finding =
                    EngineCheck.finding(
                            name(i),
                            check.run(devices.get(i)),
                            Messages.text("doctor.device.fails"));
            all &= finding.verdict() != Finding.Verdict.BAD;
            report.accept(finding);
        }
        return all;
    }

    private static Finding described(int index, NvidiaDevice device) {
        String found =
                Messages.text(
                        "doctor.device",
                        device.name(),
                        device.totalBytes() / GIB,
                        device.freeBytes() / GIB,
                        device.computeCapability());
        return device.computeMajor() < FIRST_WITH_BFLOAT16
                ? Finding.hint(name(index), found, Messages.text("doctor.device.old"))
                : Finding.ok(name(index), found);
    }

    private static Finding bad(String key, Object... arguments) {
        return Finding.bad(
                DRIVER, Messages.text(key, arguments), Messages.text(key + ".do", arguments));
    }

    private static String name(int index) {
        return "cuda:" + index;
    }
}
