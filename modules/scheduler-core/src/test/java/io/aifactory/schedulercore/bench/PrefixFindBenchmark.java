package io.aifactory.schedulercore.bench;

import io.aifactory.schedulercore.prefix.PrefixIndex;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one question to a full index: the prompts of a Mooncake trace in turn, after all of them
 * were stored. The trace stands in the system property {@code trace}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
public class PrefixFindBenchmark {
    /** Workers; the thousand keep fewer blocks each, so that they, too, have to give some up. */
    @Param({"64", "1000"})
    private int workers;

    private List<PromptBlocks> prompts = List.of();
    private PrefixIndex index = IndexLoad.emptyIndex(0);
    private int[] leading = new int[0];
    private int turn;

    @Setup
    public void fill() throws IOException {
        prompts = MooncakeBlocks.read(Path.of(System.getProperty("trace", "absent")), 4, 4);
        IndexLoad load = new IndexLoad(prompts, workers, workers > 64 ? 1_024 : 16_384, 1);
        index = IndexLoad.emptyIndex(workers);
        load.replay(index);
        leading = new int[workers];
    }

    @Benchmark
    public int find() {
        turn = turn + 1 == prompts.size() ? 0 : turn + 1;
        return index.find(prompts.get(turn), leading);
    }
}
