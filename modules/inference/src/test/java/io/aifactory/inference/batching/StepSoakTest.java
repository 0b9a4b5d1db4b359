package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A million steps ({@code -Daifactory.soak.steps}) of a very small model, four sequences at a time
 * that come, sample and go: what the process keeps must not grow.
 */
@Tag("soak")
class StepSoakTest {
    private static final long STEPS = Long.getLong("aifactory.soak.steps", 1_000_000);
    private static final int SAMPLES = 20;
    private static final int SEQUENCES = 4;
    private static final Path STATUS = Path.of("/proc/self/status");

    /** What the collector's and the allocator's habits may add after the first samples. */
    private static final long SLACK_KIB = 24 * 1024;

    private final Random random = new Random(1);
    private final List<RecordingSink> open = new ArrayList<>();
    private long number;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neitherHandlesNorResidentMemoryGrow(boolean ahead, @TempDir Path folder)
            throws IOException {
        assumeTrue(Files.isReadable(STATUS), "resident memory cannot be read on this system");
        TinyLlama.write(folder);
        List<Long> resident = new ArrayList<>();
        List<Integer> handles = new ArrayList<>();
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(ModelFiles.inFolder(folder), TinyLlama.DEVICE, SEQUENCES, 64)) {
            StepPlanner planner = new StepPlanner(64, Duration.ZERO);
            ContinuousBatch batch =
                    ahead
                            ? Batches.ahead(engine, planner, System::nanoTime)
                            : Batches.of(engine, planner, System::nanoTime);
            for (int sample = 0; sample < SAMPLES; sample++) {
                for (long step = 0; step < STEPS / SAMPLES; step++) {
                    open.removeIf(sink -> sink.end().isDone());
                    while (open.size() < SEQUENCES) {
                        add(batch);
                    }
                    batch.admit();
                    batch.step();
                }
                System.gc(); // what Java no longer needs is not what this is about
                resident.add(residentKib());
                handles.add(engine.vitals().nativeHandles());
            }
        }
        report(resident, handles);

        int half = SAMPLES / 2;
        // a step that is under way has a result that nobody has read
        int most = Collections.max(handles) - (ahead ? 1 : 0);
        assertTrue(most <= Collections.min(handles), "native handles: " + handles);
        long before = greatest(resident.subList(SAMPLES / 10, half));
        long after = greatest(resident.subList(half, SAMPLES));
        assertTrue(after <= before + SLACK_KIB, "KiB resident: " + resident);
    }

    private void add(ContinuousBatch batch) {
        int[] prompt = random.ints(1 + random.nextInt(40), 0, 250).toArray();
        GenerationSpec spec =
                new GenerationSpec(
                        "r" + number++,
                        prompt,
                        prompt.length,
                        1 + random.nextInt(64),
                        new SamplingSpec(0.9f, 0.95f, 40, number),
                        List.of(),
                        Set.of());
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        RecordingSink sink = new RecordingSink();
        open.add(sink);
        batch.add(new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, 0, 4));
    }

    private static long greatest(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    private static long residentKib() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS in " + STATUS);
    }

    @SuppressWarnings("SystemOut") // figures for docs/benchmarks.md
    private static void report(List<Long> resident, List<Integer> handles) {
        System.out.println("after each " + STEPS / SAMPLES + " steps, KiB resident: " + resident);
        System.out.println("native handles: " + handles);
    }
}
