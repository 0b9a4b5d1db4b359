package io.aifactory.languagemodel.importing;

import io.aifactory.languagemodel.weights.TensorType;
import java.nio.ByteBuffer;

/** How imported weights are stored. */
public enum StoredType {
    F32(TensorType.F32, "float32") {
        @Override
        void put(float[] row, ByteBuffer into) {
            for (float value : row) {
                into.putFloat(value);
            }
        }
    },
    BF16(TensorType.BF16, "bfloat16") {
        @Override
        void put(float[] row, ByteBuffer into) {
            for (float value : row) {
                into.putShort(bfloat16(value));
            }
        }
    };

    private final TensorType type;
    private final String torchName;

    StoredType(TensorType type, String torchName) {
        this.type = type;
        this.torchName = torchName;
    }

    /** As {@code torch_dtype} of {@code config.json} has it. */
    public String torchName() {
        return torchName;
    }

    TensorType type() {
        return type;
    }

    abstract void put(float[] row, ByteBuffer into);

    /** The nearest bfloat16, of two equally near ones the even; not-a-number stays so. */
    static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }
}
