package io.aifactory.languagemodel.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.gguf.GgufFile;
import io.aifactory.languagemodel.gguf.GgufImport;
import io.aifactory.languagemodel.importing.ImportWatch;
import io.aifactory.languagemodel.importing.StoredType;
import io.aifactory.languagemodel.weights.SafetensorsFile;
import io.aifactory.languagemodel.weights.TensorEntry;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerModelTest {
    private static final LlamaShape SHAPE =
            new LlamaShape(64, 96, 2, 2, 1, 32, 300, 128, 10_000, true);

    @TempDir Path folder;

    @Test
    void aGgufFileInBfloat16HoldsTheModelOfTheHuggingFaceFolder() throws IOException {
        PeerModel.write(SHAPE, folder, "huggingface");
        try (SafetensorsFile expected = SafetensorsFile.open(folder.resolve("model.safetensors"));
                SafetensorsFile imported = imported("bf16", StoredType.BF16)) {
            assertEquals(expected.tensors().keySet(), imported.tensors().keySet());
            for (TensorEntry tensor : expected.tensors().values()) {
                TensorEntry other = imported.require(tensor.name());
                assertEquals(tensor.shape(), other.shape(), tensor.name());
                MemorySegment bytes = expected.segment(tensor);
                assertEquals(-1, bytes.mismatch(imported.segment(other)), tensor.name());
            }
        }
    }

    @Test
    void blocksOfEightBitsAreOffByHalfAStepAtMostAndByTheRoundingOfTheStep() throws IOException {
        // the step is a float16: a 2048th of it, 127 times
        assertTrue(largestError("q8_0") < (0.5 + 127.0 / 2048) / 127);
    }

    @Test
    void blocksOfFourBitsAreOffByAStepAtMostWhichIsWhatTheShorterEndLacks() throws IOException {
        assertTrue(largestError("q4_0") < 1.01 / 8);
    }

    /** Of all matrices, as a share of the largest value of the block of 32. */
    private double largestError(String format) throws IOException {
        double largest = 0;
        try (SafetensorsFile imported = imported(format, StoredType.F32)) {
            for (PeerTensor tensor : SHAPE.tensors()) {
                MemorySegment values = imported.segment(imported.require(tensor.name()));
                float[] row = new float[tensor.columns()];
                for (int i = 0; i < tensor.rows(); i++) {
                    tensor.row(i, row);
                    for (int from = 0; from < row.length; from += 32) {
                        double error = 0;
                        double size = 0;
                        for (int at = from; at < from + 32; at++) {
                            float value =
                                    values.getAtIndex(
                                            ValueLayout.JAVA_FLOAT_UNALIGNED,
                                            (long) i * row.length + at);
                            error = Math.max(error, Math.abs(value - row[at]));
                            size = Math.max(size, Math.abs(row[at]));
                        }
                        largest = Math.max(largest, error / size);
                    }
                }
            }
        }
        return largest;
    }

    private SafetensorsFile imported(String format, StoredType stored) throws IOException {
        PeerModel.write(SHAPE, folder, format);
        Path target = folder.resolve("imported-" + format);
        try (GgufFile file = GgufFile.open(folder.resolve(format + ".gguf"))) {
            GgufImport.run(file, stored, target, ImportWatch.none());
        }
        return SafetensorsFile.open(target.resolve("model.safetensors"));
    }
}
