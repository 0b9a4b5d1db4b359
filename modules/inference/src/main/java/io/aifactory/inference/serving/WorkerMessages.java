package io.aifactory.inference.serving;

import com.google.protobuf.UnsafeByteOperations;
import io.aifactory.contracts.worker.Slo;
import io.aifactory.contracts.worker.v1.AdapterReference;
import io.aifactory.contracts.worker.v1.DraftReference;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.PromisedTimes;
import io.aifactory.contracts.worker.v1.TokenLogprobs;
import io.aifactory.contracts.worker.v1.WorkerState;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.inference.batching.WorkerLoad;
import io.aifactory.inference.batching.WorkerPhase;
import io.aifactory.inference.model.DeviceName;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.inference.model.OperatingPoint;
import io.aifactory.inference.model.PreparedAdapter;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.TokenLogprobs.Alternative;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Values of the worker as messages. */
final class WorkerMessages {
    private WorkerMessages() {}

    static ModelDescription description(LoadedModel model) {
        ModelDescription.Builder message = ModelDescription.newBuilder();
        model.prepared()
                .draftWish()
                .ifPresent(draft ->
                        message.setDraft(
                                DraftReference.newBuilder()
                                        .setName(draft.name())
                                        .setManifestDigest(draft.manifestDigest())));
        return message.setName(model.name())
                .setManifestDigest(model.prepared().manifest().value())
                .setArchitecture(model.prepared().task().architecture())
                .setParameters(model.parameters())
                .setContextTokens(model.slotTokens())
                .setVocabulary(model.prepared().task().vocabulary())
                .addAllEosTokens(model.prepared().task().eosTokens())
                .setTokenizerJson(UnsafeByteOperations.unsafeWrap(model.prepared().tokenizerJson()))
                .setChatTemplate(model.prepared().chatTemplate().jinja())
                .putAllSpecialTokens(model.prepared().chatTemplate().specialTokens())
                .setTask(task(model.prepared().task()))
                .setEmbeddingDimensions(dimensions(model.prepared().task()))
                .addAllAdapters(
                        model.prepared().adapters().all().stream()
                                .map(WorkerMessages::reference)
                                .toList())
                .build();
    }

    private static AdapterReference reference(PreparedAdapter adapter) {
        return AdapterReference.newBuilder()
                .setName(adapter.name())
                .setManifestDigest(adapter.manifest().value())
                .build();
    }

    private static io.aifactory.contracts.worker.v1.ModelTask task(ModelTask task) {
        return switch (task) {
            case ModelTask.Generates _ ->
                    io.aifactory.contracts.worker.v1.ModelTask.MODEL_TASK_GENERATE;
            case ModelTask.Embeds _ -> io.aifactory.contracts.worker.v1.ModelTask.MODEL_TASK_EMBED;
        };
    }

    private static int dimensions(ModelTask task) {
        return switch (task) {
            case ModelTask.Generates _ -> 0;
            case ModelTask.Embeds embeds -> embeds.config().dimensions();
        };
    }

    static WorkerStatus status(WorkerIdentity identity, WorkerLoad load, boolean estimated) {
        Optional<LoadedModel> serving = load.phase().serving();
        OperatingPoint point = serving.map(LoadedModel::point).orElse(OperatingPoint.CONFIGURED);
        WorkerStatus.Builder status = WorkerStatus.newBuilder();
        identity.slo().ifPresent(slo -> status.setPromised(promised(slo)));
        return status.setWorkerId(identity.id())
                .setDevice(
                        point.threads().isPresent()
                                ? DeviceName.of(new Device.Cpu(point.threads().getAsInt()))
                                : identity.device())
                .setThreads(point.threads().orElse(0))
                .setPrecision(serving.map(model -> key(model.prepared().precision())).orElse(""))
                .setMostSequences(load.mostRunning())
                .setSloShortfall(point.shortfall())
                .setPid(identity.pid())
                .setState(state(load.phase()))
                .setModel(serving.map(LoadedModel::name).orElse(""))
                .setManifestDigest(
                        load.phase()
                                .serving()
                                .map(model -> model.prepared().manifest().value())
                                .orElse(""))
                .setSlots(serving.map(LoadedModel::slots).orElse(0))
                .setRunningSequences(load.running())
                .setWaitingSequences(load.waiting())
                .setKvTokens(load.heldTokens())
                .setStepsTotal(load.totals().steps())
                .setPrefillTokensTotal(load.totals().prefillTokens())
                .setGeneratedTokensTotal(load.totals().generatedTokens())
                .setDraftedTokensTotal(load.totals().draftedTokens())
                .setAcceptedTokensTotal(load.totals().acceptedTokens())
                .setModelDraftedTokensTotal(load.totals().modelDrafted())
                .setModelAcceptedTokensTotal(load.totals().modelAccepted())
                .setDraftModelNanosTotal(load.totals().modelNanos())
                .setBusyNanosTotal(load.totals().busyNanos())
                .setJoulesTotal(StepEnergy.joules(load.totals().nanojoules()))
                .setJoulesEstimated(estimated)
                .setPreemptionsTotal(load.totals().preemptions())
                .build();
    }

    static PromisedTimes promised(Slo slo) {
        return PromisedTimes.newBuilder()
                .setTtftNanos(slo.ttft().map(Duration::toNanos).orElse(0L))
                .setItlNanos(slo.itl().map(Duration::toNanos).orElse(0L))
                .setPromptTokens(slo.promptTokens())
                .build();
    }

    static TokenLogprobs logprobs(io.aifactory.languagemodel.inference.TokenLogprobs report) {
        TokenLogprobs.Builder message = TokenLogprobs.newBuilder().setLogprob(report.logprob());
        for (Alternative alternative : report.alternatives()) {
            message.addTopTokens(alternative.token()).addTopLogprobs(alternative.logprob());
        }
        return message.build();
    }

    private static String key(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    private static WorkerState state(WorkerPhase phase) {
        return switch (phase) {
            case WorkerPhase.Empty _ -> WorkerState.WORKER_STATE_EMPTY;
            case WorkerPhase.Loading _ -> WorkerState.WORKER_STATE_LOADING;
            case WorkerPhase.Ready _ -> WorkerState.WORKER_STATE_READY;
            case WorkerPhase.Draining _ -> WorkerState.WORKER_STATE_DRAINING;
        };
    }
}
