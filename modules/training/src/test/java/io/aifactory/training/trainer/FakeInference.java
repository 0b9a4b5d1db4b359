package io.aifactory.training.trainer;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.TokenScores;
import io.aifactory.training.support.SmallDataset;
import java.util.List;

/** Spells "abc", then ends the document. */
final class FakeInference implements InferenceEngine {
    private static final int FIRST = 33;

    @Override
    public ModelConfig config() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long parameters() {
        return 1;
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public int slotTokens() {
        return 16;
    }

    @Override
    public KeyValueMemory memory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<List<SampledToken>> step(List<StepItem> batch) {
        int position = batch.getFirst().position();
        return List.of(
                List.of(
                        SampledToken.of(
                                position < 3 ? FIRST + position : SmallDataset.END_OF_TEXT)));
    }

    @Override
    public float[][] logits(List<StepItem> batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TokenScores score(StepItem item, int[] next) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
