package io.aifactory.training.trainer;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.storage.dataset.HeldOut;
import io.aifactory.storage.dataset.MappedTokens;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.training.baseline.BigramBaseline;
import io.aifactory.training.data.BatchSampler;
import io.aifactory.training.spec.ModelShape;
import io.aifactory.training.spec.OptimizerSpec;
import io.aifactory.training.spec.TrainingSpec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;

/**
 * A spec with its data at hand, every byte of it verified.
 *
 * @param spec what to do
 * @param digest identity of the spec
 * @param dataset what to learn from
 * @param tokenizerFile the dataset's {@code tokenizer.json}
 * @param train tokens to learn from
 * @param sampler the order to learn in
 * @param heldOut tokens to evaluate
 * @param config of the model
 */
record Workload(
        TrainingSpec spec,
        Digest digest,
        DatasetManifest dataset,
        Path tokenizerFile,
        MappedTokens train,
        BatchSampler sampler,
        HeldOut heldOut,
        ModelConfig config) {
    private static final double NORM_EPSILON = 1e-5;
    private static final double ROPE_THETA = 10_000;

    /** Verifies and maps everything a spec names; the mappings live as long as the arena. */
    static Workload open(TrainingSpec spec, BlobStore store, Engines engines, Arena arena)
            throws IOException {
        store.verify(spec.dataset());
        DatasetManifest dataset = new Manifests(store).dataset(spec.dataset());
        store.verify(dataset.tokenizer());
        Path tokenizerFile = store.localFile(dataset.tokenizer());
        Tokenizer tokenizer = engines.tokenizer(tokenizerFile);
        MappedTokens train = MappedTokens.open(store, dataset, dataset.train(), arena);
        MappedTokens heldOut = MappedTokens.open(store, dataset, dataset.heldOut(), arena);
        return new Workload(
                spec,
                spec.digest(),
                dataset,
                tokenizerFile,
                train,
                new BatchSampler(
                        train, spec.model().contextTokens(), spec.batchRows(), spec.seed()),
                HeldOut.of(
                        heldOut,
                        dataset.endOfText(),
                        spec.evaluationTokens(),
                        tokenizer::byteLength),
                config(spec.model(), dataset));
    }

    /** Bits per byte of the bigram model on the same held-out tokens. */
    double bigramBitsPerByte() {
        BigramBaseline bigram = BigramBaseline.learn(train, dataset.vocabulary());
        return heldOut.bitsPerByte(bigram.nats(heldOut.stream()));
    }

    OptimizerSettings optimizer() {
        OptimizerSpec optimizer = spec.optimizer();
        return new OptimizerSettings(
                optimizer.beta1(),
                optimizer.beta2(),
                optimizer.epsilon(),
                optimizer.weightDecay(),
                false,
                optimizer.clipNorm());
    }

    private static ModelConfig config(ModelShape shape, DatasetManifest dataset) {
        return new ModelConfig(
                "LlamaForCausalLM",
                dataset.vocabulary(),
                shape.hidden(),
                shape.intermediate(),
                shape.layers(),
                shape.heads(),
                shape.keyValueHeads(),
                shape.headSize(),
                shape.contextTokens(),
                NORM_EPSILON,
                ROPE_THETA,
                true,
                -1,
                List.of(dataset.endOfText()));
    }
}
