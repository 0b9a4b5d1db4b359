package io.aifactory.languagemodel.gguf;

import io.aifactory.languagemodel.importing.RotaryRows;
import io.aifactory.languagemodel.importing.RowSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Rows of a tensor in the target's order, decoded. Not thread-safe. */
final class GgufRows implements RowSource {
    private final BlockFormat format;
    private final MemorySegment bytes;
    private final long rowBytes;
    private final GgufPlace place;
    private byte[] row = {};

    GgufRows(GgufFile file, GgufTensor tensor, GgufPlace place) {
        this.format = tensor.format();
        this.bytes = file.segment(tensor);
        this.rowBytes = tensor.rowBytes();
        this.place = place;
    }

    @Override
    public void read(long index, float[] into) {
        if (row.length == 0) {
            row = new byte[(int) rowBytes];
        }
        boolean vector = place.shape().size() == 1;
        long source = place.headSize() == 0 || vector ? index : paired(index);
        MemorySegment.copy(
                bytes,
                ValueLayout.JAVA_BYTE,
                (place.firstRow() + source) * rowBytes,
                row,
                0,
                row.length);
        format.decode(row, 0, row.length / format.blockBytes(), into, 0);
        if (place.headSize() > 0 && vector) {
            float[] pairs = into.clone();
            for (int i = 0; i < into.length; i++) {
                into[i] = pairs[(int) paired(i)];
            }
        }
        if (place.less() != 0) {
            for (int i = 0; i < into.length; i++) {
                into[i] -= place.less();
            }
        }
    }

    private long paired(long index) {
        return RotaryRows.paired(index, place.headSize());
    }
}
