package io.aifactory.languagemodel.torch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.Precision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short run of {@link EngineBenchmark} on the device of this run: every figure is there, in
 * {@code target/benchmark.txt}. What they are is not judged.
 */
@OnDevice
@Tag("slow")
class DeviceSpeedTest {
    private static final String DEMO = "192,512,4,6,3,256";
    private static final String SMALL_135M = "576,1536,30,9,3,256";
    private static final Pattern FIGURE =
            Pattern.compile("(\\S.*?) +\\d+\\.\\d+ ms/step +\\d+ tok/s .*");

    @TempDir Path folder;

    @Test
    void everyPrecisionTrainsPrefillsAndDecodes() throws IOException {
        String shape =
                switch (TinyModel.DEVICE) {
                    case Device.Cpu _ -> DEMO;
                    case Device.Cuda _ -> SMALL_135M;
                };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream table = new PrintStream(bytes, true, UTF_8)) {
            EngineBenchmark.run(
                    TinyModel.DEVICE, shape, List.of(EngineBenchmark.Kind.GREEDY), folder, table);
        }
        String table = TinyModel.DEVICE + "\n" + bytes.toString(UTF_8);
        System.getLogger(DeviceSpeedTest.class.getName()).log(System.Logger.Level.INFO, table);
        Files.writeString(Path.of("target", "benchmark.txt"), table);
        List<String> figures = table.lines().filter(FIGURE.asMatchPredicate()).toList();
        // two of training; for each precision prefill and decoding of 1, 8 and 32 sequences
        assertEquals(2 + Precision.values().length * 6, figures.size(), table);
        assertTrue(figures.getFirst().startsWith("train 8 x 256"), table);
    }
}
