package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The stored reference model and what an independent implementation computed with it. */
final class ReferenceModel {
    final Path folder;
    final JsonNode oracle;

    private ReferenceModel(Path folder, JsonNode oracle) {
        this.folder = folder;
        this.oracle = oracle;
    }

    /** Skips the test where the reference data is absent. */
    static ReferenceModel orSkip() throws IOException {
        Path folder = folder("llama-tiny");
        JsonNode oracle = new ObjectMapper().readTree(folder.resolve("oracle.json").toFile());
        return new ReferenceModel(folder, oracle);
    }

    /** A folder of the reference data; skips the test where it is absent. */
    static Path folder(String name) {
        Path folder =
                Path.of(System.getProperty("aifactory.reference-data", "absent"))
                        .resolve("oracles")
                        .resolve(name);
        assumeTrue(
                Files.exists(folder),
                "reference data is absent: " + name + "; set aifactory.reference-data");
        return folder;
    }

    JsonNode prompt(String name) {
        return oracle.get("prompts").get(name);
    }

    int[] integers(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }

    float[] floats(String name) throws IOException {
        ByteBuffer data = array(name);
        float[] values = new float[data.remaining() / Float.BYTES];
        data.asFloatBuffer().get(values);
        return values;
    }

    /** Every position of four texts: logits of an exact engine and stored ones, and another's. */
    Comparison compared(InferenceEngine exact, InferenceEngine engine) throws IOException {
        Comparison comparison = new Comparison();
        for (String name : List.of("p1", "p7", "p33", "p130")) {
            int[] ids = integers(prompt(name).get("ids"));
            for (int t = 0; t < ids.length; t++) {
                comparison.add(
                        Comparison.logits(exact, 0, t, ids[t]),
                        Comparison.logits(engine, 1, t, ids[t]));
            }
            comparison.add(floats(name + "_last_logits"), Comparison.logits(engine, 2, 0, ids));
        }
        return comparison;
    }

    long[] longs(String name) throws IOException {
        ByteBuffer data = array(name);
        long[] values = new long[data.remaining() / Long.BYTES];
        data.asLongBuffer().get(values);
        return values;
    }

    /** The data of one array of the NumPy archive. */
    private ByteBuffer array(String name) throws IOException {
        byte[] archive = Files.readAllBytes(folder.resolve("oracle.npz"));
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                if (e.getName().equals(name + ".npy")) {
                    ByteBuffer bytes =
                            ByteBuffer.wrap(zip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
                    int header = Short.toUnsignedInt(bytes.getShort(8));
                    return bytes.slice(10 + header, bytes.limit() - 10 - header)
                            .order(ByteOrder.LITTLE_ENDIAN);
                }
            }
        }
        throw new IOException("no array " + name);
    }
}
