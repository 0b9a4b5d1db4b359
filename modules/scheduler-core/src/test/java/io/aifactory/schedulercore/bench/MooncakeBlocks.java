package io.aifactory.schedulercore.bench;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The prompts of a Mooncake trace (JSON lines, in order of time) as names of blocks. */
final class MooncakeBlocks {
    private static final int TRACE_BLOCK_TOKENS = 512;

    private MooncakeBlocks() {}

    /**
     * @param split blocks that each of the trace's blocks of 512 tokens is cut into
     * @param copies how many times every request comes, each time with names of its own
     */
    static List<PromptBlocks> read(Path trace, int split, int copies) throws IOException {
        List<PromptBlocks> prompts = new ArrayList<>();
        for (String line : Files.readAllLines(trace)) {
            long[] ids = ids(line);
            for (int copy = 0; copy < copies; copy++) {
                long[] hashes = new long[ids.length * split];
                for (int i = 0; i < hashes.length; i++) {
                    hashes[i] = name(ids[i / split] * split + i % split, copy);
                }
                prompts.add(new PromptBlocks(TRACE_BLOCK_TOKENS / split, hashes));
            }
        }
        return prompts;
    }

    private static long[] ids(String line) {
        int start = line.indexOf('[', line.indexOf("\"hash_ids\"")) + 1;
        return Arrays.stream(line.substring(start, line.indexOf(']', start)).split(",", -1))
                .map(String::strip)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** Spreads small numbers as real hashes are spread (the finaliser of splitmix64). */
    private static long name(long id, int copy) {
        long z = (id + ((long) copy << 40) + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
