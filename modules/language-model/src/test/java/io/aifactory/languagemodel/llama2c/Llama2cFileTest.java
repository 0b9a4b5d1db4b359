package io.aifactory.languagemodel.llama2c;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.importing.SourceTensor;
import io.aifactory.languagemodel.importing.StoredType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Llama2cFileTest {
    /** Width 8, feed-forward 6, one layer, 2 heads of 4, 1 key/value head, 5 tokens, context 3. */
    private static final int[] TIED = {8, 6, 1, 2, 1, 5, 3};

    private static final int[] UNTIED = {8, 6, 1, 2, 1, -5, 3};
    private static final int BODY =
            5 * 8 + 8 + 64 + 32 + 32 + 64 + 8 + 48 + 48 + 48 + 8 + 2 * 3 * 2;

    @TempDir Path folder;

    @Test
    void queriesComeInTheOrderOfHuggingFace() throws IOException {
        try (Llama2cFile file = open(bytes(TIED, BODY))) {
            SourceTensor queries = tensor(file, "model.layers.0.self_attn.q_proj.weight");
            assertEquals(List.of(8L, 8L), queries.shape());
            int start = 5 * 8 + 8;
            int[] pairs = {0, 2, 1, 3, 4, 6, 5, 7};
            for (int row = 0; row < 8; row++) {
                float[] values = new float[8];
                queries.rows().read(row, values);
                assertEquals(start + 8 * pairs[row], values[0], "row " + row);
                assertEquals(start + 8 * pairs[row] + 7, values[7], "row " + row);
            }
        }
    }

    @Test
    void tensorsStandInTheOrderOfTheFile() throws IOException {
        try (Llama2cFile file = open(bytes(UNTIED, BODY + 5 * 8))) {
            float[] gate = new float[8];
            tensor(file, "model.layers.0.mlp.gate_proj.weight").rows().read(0, gate);
            float[] down = new float[6];
            tensor(file, "model.layers.0.mlp.down_proj.weight").rows().read(1, down);
            float[] head = new float[8];
            tensor(file, "lm_head.weight").rows().read(4, head);
            assertEquals(248, gate[0]);
            assertArrayEquals(new float[] {302, 303, 304, 305, 306, 307}, down);
            assertEquals(BODY + 32, head[0]);
            ModelConfig config = ModelConfigFile.parse(file.model(StoredType.F32).config());
            assertEquals(List.of(1, 2), config.eosTokens());
            assertEquals(5, config.vocabulary());
            assertEquals(1, config.keyValueHeads());
        }
    }

    @Test
    void anythingElseIsRefused() {
        byte[] valid = bytes(TIED, BODY);
        refused("m.bin ends inside tensor freq_cis", Arrays.copyOf(valid, valid.length - 1));
        refused("m.bin has 4 bytes behind its last tensor", Arrays.copyOf(valid, valid.length + 4));
        refused("m.bin is shorter than a llama2.c header", new byte[27]);
        refused("m.bin has an impossible width: 0", bytes(new int[] {0, 6, 1, 2, 1, 5, 3}, 9));
        refused(
                "m.bin has an impossible number of layers: -1",
                bytes(new int[] {8, 6, -1, 2, 1, 5, 3}, 9));
        refused(
                "m.bin has a width, heads and key/value heads that do not fit together",
                bytes(new int[] {8, 6, 1, 3, 1, 5, 3}, 9));
        refused(
                "m.bin ends inside tensor model.embed_tokens.weight",
                bytes(new int[] {1 << 17, 1 << 20, 1024, 2, 1, 1 << 22, 1 << 24}, 9));
        refused(
                "m.bin is a llama2.c file of a later version; supported: 0",
                bytes(new int[] {0x616b3432, 6, 1, 2, 1, 5, 3}, 9));
    }

    private void refused(String message, byte[] bytes) {
        assertEquals(
                message, assertThrows(ModelFormatException.class, () -> open(bytes)).getMessage());
    }

    private Llama2cFile open(byte[] bytes) throws IOException {
        return Llama2cFile.open(Files.write(folder.resolve("m.bin"), bytes));
    }

    private static SourceTensor tensor(Llama2cFile file, String name) {
        List<SourceTensor> found =
                file.model(StoredType.F32).tensors().stream()
                        .filter(t -> t.name().equals(name))
                        .toList();
        assertTrue(found.size() == 1, name);
        return found.getFirst();
    }

    /** Seven numbers, then 0, 1, 2, … as floats. */
    private static byte[] bytes(int[] header, int floats) {
        ByteBuffer bytes = ByteBuffer.allocate(28 + 4 * floats).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(header).forEach(bytes::putInt);
        for (int i = 0; i < floats; i++) {
            bytes.putFloat(i);
        }
        return bytes.array();
    }
}
