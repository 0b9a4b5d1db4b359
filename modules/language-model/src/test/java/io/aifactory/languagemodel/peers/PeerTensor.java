package io.aifactory.languagemodel.peers;

import java.util.List;
import java.util.SplittableRandom;

/**
 * One tensor of a random model. Its values depend on its name and the row alone, so that files of
 * several formats are written one after the other, each as a stream, and hold the same model.
 *
 * @param name in a Hugging Face folder
 * @param gguf its name in a GGUF file
 * @param rows 0 for a vector
 * @param headSize rows of a head where the rows of a GGUF file stand in rotary pairs; else 0
 */
record PeerTensor(String name, String gguf, int rows, int columns, int headSize) {
    boolean vector() {
        return rows == 0;
    }

    /** Outermost first. */
    List<Long> shape() {
        return vector() ? List.of((long) columns) : List.of((long) rows, (long) columns);
    }

    /** Rows to be written: one of a vector. */
    int rowCount() {
        return Math.max(1, rows);
    }

    /**
     * Fills in a row, exact in bfloat16: of matrices normally distributed such that products keep
     * the length of what they are applied to, of norms around 1.
     */
    void row(int row, float[] values) {
        SplittableRandom random = new SplittableRandom(31L * name.hashCode() + row);
        double deviation = vector() ? 0.1 : 1 / Math.sqrt(columns);
        double mean = vector() ? 1 : 0;
        for (int i = 0; i < columns; i++) {
            float value = (float) (mean + deviation * random.nextGaussian());
            values[i] = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
        }
    }

    /**
     * Which row stands at a place in a GGUF file: Hugging Face keeps the first halves of a head's
     * rotary pairs before the second halves, llama.cpp the two of a pair beside each other.
     */
    int rowAt(int place) {
        if (headSize == 0) {
            return place;
        }
        int within = place % headSize;
        return place - within + (within % 2) * (headSize / 2) + within / 2;
    }
}
