package io.aifactory.inference.quality;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.model.MemoryNeed;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Reads one text in float32, then in other precisions, one after the other. */
final class QualityBench {
    private final LanguageModels models;
    private final PreparedModel model;
    private final ModelConfig config;
    private final Device device;
    private final JudgedText text;
    private final LongSupplier availableBytes;

    /**
     * @param availableBytes of memory
     * @throws FactoryException {@code INVALID_REQUEST} if the model embeds
     */
    QualityBench(
            LanguageModels models,
            PreparedModel model,
            Device device,
            JudgedText text,
            LongSupplier availableBytes) {
        this.models = models;
        this.model = model;
        this.config =
                switch (model.task()) {
                    case ModelTask.Generates generates -> generates.config();
                    case ModelTask.Embeds _ ->
                            throw new FactoryException(
                                    ErrorCode.INVALID_REQUEST,
                                    "a model that embeds does not predict text; name one that"
                                            + " writes it");
                };
        this.device = device;
        this.text = text;
        this.availableBytes = availableBytes;
    }

    /**
     * @param precisions beside float32, which is always read first: it is what the others are
     *     compared with
     * @param found told of every finding by the name of its kind
     * @throws FactoryException if float32 cannot be measured
     */
    void measure(List<Precision> precisions, BiConsumer<String, Object> found) {
        TextReading exact = read(Precision.F32, found);
        found.accept("figure", QualityFigure.of(Precision.F32, text, exact, exact));
        for (Precision precision : precisions) {
            if (precision == Precision.F32) {
                continue;
            }
            try {
                TextReading reading = read(precision, found);
                found.accept("figure", QualityFigure.of(precision, text, exact, reading));
            } catch (ModelFormatException | FactoryException e) {
                found.accept("skipped", precision + ": " + e.getMessage());
            }
        }
    }

    private TextReading read(Precision precision, BiConsumer<String, Object> found) {
        int window = TextReading.windowTokens(config);
        requireRoom(precision, window);
        try (InferenceEngine engine = models.load(model.files(), device, precision, 1, window)) {
            return TextReading.of(
                    engine,
                    text.tokens(),
                    part -> found.accept("progress", Map.of("precision", precision, "part", part)));
        }
    }

    private void requireRoom(Precision precision, int window) {
        long need =
                TextReading.PIECE_BYTES
                        + MemoryNeed.of(
                                        config,
                                        precision,
                                        1,
                                        window,
                                        TextReading.pieceTokens(config),
                                        0,
                                        new AdapterRoom(0, List.of()),
                                        0)
                                .bytes();
        long there = availableBytes.getAsLong();
        if (need > there) {
            throw new FactoryException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "reading a text in %s takes %,d MiB, and %,d MiB are free%s"
                            .formatted(
                                    precision,
                                    need >> 20,
                                    there >> 20,
                                    precision == Precision.F32
                                            ? "; the others are compared with it"
                                            : ""));
        }
    }
}
