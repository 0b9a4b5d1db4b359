package io.aifactory.ingestion.pipeline;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A document that passed, as it waits for the tokenizer.
 *
 * @param splitKey see {@link HeldOutSplit}
 */
record KeptDocument(
        String id,
        String source,
        String path,
        long offset,
        long splitKey,
        Map<String, String> labels,
        String text) {
    void write(DataOutputStream out) throws IOException {
        write(out, id);
        write(out, source);
        write(out, path);
        out.writeLong(offset);
        out.writeLong(splitKey);
        out.writeInt(labels.size());
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            write(out, label.getKey());
            write(out, label.getValue());
        }
        write(out, text);
    }

    static KeptDocument read(DataInputStream in) throws IOException {
        String id = readText(in);
        String source = readText(in);
        String path = readText(in);
        long offset = in.readLong();
        long splitKey = in.readLong();
        Map<String, String> labels = new TreeMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            String key = readText(in);
            labels.put(key, readText(in));
        }
        return new KeptDocument(id, source, path, offset, splitKey, labels, readText(in));
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
