package io.aifactory.inference.process;

import io.aifactory.contracts.limits.AvailableMemory;
import io.aifactory.contracts.worker.Slo;
import io.aifactory.economics.meter.EnergyMeter;
import io.aifactory.economics.meter.Meters;
import io.aifactory.economics.nvidia.GpuMemory;
import io.aifactory.inference.InferenceConfig;
import io.aifactory.inference.StorageConfig;
import io.aifactory.inference.batching.LoopPorts;
import io.aifactory.inference.batching.LoopSettings;
import io.aifactory.inference.batching.PriorityPolicy;
import io.aifactory.inference.batching.StepLoop;
import io.aifactory.inference.batching.WarmUp;
import io.aifactory.inference.model.DeviceName;
import io.aifactory.inference.model.HuggingFaceFormats;
import io.aifactory.inference.model.MemoryBudget;
import io.aifactory.inference.model.MemoryNeed;
import io.aifactory.inference.model.ModelFormats;
import io.aifactory.inference.model.ModelLoading;
import io.aifactory.inference.model.ModelPreparer;
import io.aifactory.inference.observing.WorkerFeed;
import io.aifactory.inference.serving.WorkerIdentity;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.inference.tuning.EngineTuner;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.quarkus.arc.DefaultBean;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** What the worker is made of. */
@Singleton
class WorkerBeans {
    private static final Logger LOG = Logger.getLogger(WorkerBeans.class);
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final Duration METER_INTERVAL = Duration.ofSeconds(30);

    @Produces
    @Singleton
    @DefaultBean
    BlobStore blobStore(StorageConfig storage) {
        return new FileBlobStore(storage.root(), 0);
    }

    @Produces
    @Singleton
    @DefaultBean
    EnergyMeter meter() {
        EnergyMeter meter = Meters.best();
        LOG.infof(
                "Energy from %s%s",
                meter.name(), meter.estimated() ? ": figures are estimated" : "");
        return meter;
    }

    @Produces
    @Singleton
    @DefaultBean
    GpuMemory gpus() {
        return GpuMemory.ofThisMachine();
    }

    void close(@Disposes EnergyMeter meter) {
        meter.close();
    }

    @Produces
    @Singleton
    @DefaultBean
    LanguageModels models() {
        return new TorchLanguageModels();
    }

    @Produces
    @Singleton
    @DefaultBean
    ModelFormats formats() {
        return new HuggingFaceFormats();
    }

    @Produces
    @Singleton
    Device device(InferenceConfig config) {
        return DeviceName.parse(
                config.device(),
                config.threads().orElse(Runtime.getRuntime().availableProcessors()));
    }

    @Produces
    @Singleton
    WorkerIdentity identity(InferenceConfig config, LoadSettings load, Device device) {
        return new WorkerIdentity(
                config.workerId().orElseGet(() -> UUID.randomUUID().toString()),
                DeviceName.of(device),
                ProcessHandle.current().pid(),
                load.slo());
    }

    @Produces
    @Singleton
    WorkerFeed feed() {
        return new WorkerFeed();
    }

    @Produces
    @Singleton
    LoadSettings loadSettings(InferenceConfig config, Device device) {
        return LoadSettings.of(config, device, AvailableMemory.bytes());
    }

    @Produces
    @Singleton
    EngineTuner tuner(
            InferenceConfig config, LoadSettings load, LanguageModels models, Device device) {
        return new EngineTuner(
                load.tuning(config, device),
                new DeviceEngines(load, models, device),
                System::nanoTime);
    }

    @Produces
    @Singleton
    StepLoop stepLoop(
            InferenceConfig config,
            LoadSettings load,
            LanguageModels models,
            Device device,
            EngineTuner tuner,
            EnergyMeter meter,
            WorkerMetrics metrics,
            WorkerFeed feed,
            ProcessEnd end) {
        Duration itl = load.slo().flatMap(Slo::itl).orElseGet(config::itlTarget);
        return new StepLoop(
                new LoopSettings(
                        config.stepTokens(),
                        itl,
                        config.speculation(),
                        config.stepsAhead().orElse(device instanceof Device.Cuda),
                        config.waitingLimit(),
                        new PriorityPolicy(config.priorityAgeing(), config.preemptions()),
                        new TierSettings(
                                load.hostBytes(),
                                config.diskPool().asLongValue(),
                                config.diskPoolFolder()
                                        .orElseGet(() -> Path.of(System.getProperty(TEMPORARY))),
                                itl),
                        config.energyBaseShare(),
                        METER_INTERVAL,
                        config.slots()),
                new LoopPorts(
                        tuner::load,
                        model -> WarmUp.run(load.embedder(models, model, device)),
                        draft ->
                                tuner.beside(() -> WarmUp.run(load.drafter(models, draft, device))),
                        meter,
                        System::nanoTime,
                        new WorkerNews(metrics, feed),
                        failure -> {
                            LOG.error("The device failed", failure);
                            end.end(ExitCode.DEVICE_FAILED);
                        }));
    }

    @Produces
    @Singleton
    ModelLoading loading(
            InferenceConfig config,
            LoadSettings settings,
            BlobStore store,
            ModelFormats formats,
            StepLoop loop,
            Device device,
            GpuMemory gpus,
            @VirtualThreads ExecutorService blocking) {
        return new VerifiedLoading(
                new ModelPreparer(store, formats),
                loop,
                settings,
                () ->
                        config.memoryBudget()
                                .map(configured -> MemoryBudget.of(configured.asLongValue()))
                                .orElseGet(() ->
                                        DeviceMemory.free(device, AvailableMemory::bytes, gpus)
                                                .plus(heldBy(loop, settings))),
                blocking);
    }

    /** What the present model holds and gives back before the next one is loaded. */
    private static long heldBy(StepLoop loop, LoadSettings settings) {
        return loop.serving()
                .map(model -> settings.need(model.prepared(), model.slots(), model.slotTokens()))
                .map(MemoryNeed::bytes)
                .orElse(0L);
    }
}
