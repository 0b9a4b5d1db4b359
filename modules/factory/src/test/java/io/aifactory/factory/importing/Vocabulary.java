package io.aifactory.factory.importing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Unknown, beginning, end, the 256 bytes, then "▁", "a" and "▁a". */
final class Vocabulary {
    private static final List<String> WORDS = List.of("\u2581", "a", "\u2581a");

    private Vocabulary() {}

    static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        for (int value = 0; value < 256; value++) {
            texts.add("<0x%02X>".formatted(value));
        }
        texts.addAll(WORDS);
        return texts;
    }

    static List<Float> scores() {
        return Collections.nCopies(texts().size(), 0f);
    }

    static List<Integer> types() {
        List<Integer> types = new ArrayList<>(List.of(2, 3, 3));
        types.addAll(Collections.nCopies(256, 6));
        types.addAll(Collections.nCopies(WORDS.size(), 1));
        return types;
    }

    /** The same as llama2.c's {@code tokenizer.bin}. */
    static byte[] llama2c() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {6, 0, 0, 0});
        for (String text : texts()) {
            byte[] bytes = text.replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8);
            out.writeBytes(
                    ByteBuffer.allocate(8 + bytes.length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putFloat(0)
                            .putInt(bytes.length)
                            .put(bytes)
                            .array());
        }
        return out.toByteArray();
    }
}
