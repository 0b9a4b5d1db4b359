package io.aifactory.languagemodel.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures our engine as it is told to, line by line, so that several engines can take turns.
 * Arguments: a model folder, a {@link Precision}, threads. Standard input: {@code decode SEQUENCES
 * STEPS} or {@code prefill TOKENS}; for each line one of JSON comes back: {@code milliseconds} of a
 * step, of decoding the median, {@code best} of them, and {@code tokensPerSecond} by the median.
 * Sequences hold 64 tokens before the first measured step. A step is the engine's own: with the
 * choice of the best token. With {@code precisions} as the only argument: their names.
 */
final class PeerBenchmark {
    private static final int CONTEXT = 64;
    private static final int MOST_SEQUENCES = 32;
    private static final int SLOT_TOKENS = 640;

    private final InferenceEngine engine;
    private final int vocabulary;
    private int held;

    private PeerBenchmark(InferenceEngine engine) {
        this.engine = engine;
        this.vocabulary = engine.config().vocabulary();
    }

    @SuppressWarnings("SystemOut") // its result
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("precisions")) {
            for (Precision precision : Precision.values()) {
                System.out.println(precision.name().toLowerCase(Locale.ROOT));
            }
            return;
        }
        Precision precision = Precision.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        Device device = new Device.Cpu(Integer.parseInt(arguments[2]));
        try (BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8));
                InferenceEngine engine =
                        new TorchLanguageModels()
                                .load(
                                        ModelFiles.inFolder(Path.of(arguments[0])),
                                        device,
                                        precision,
                                        MOST_SEQUENCES,
                                        SLOT_TOKENS)) {
            PeerBenchmark benchmark = new PeerBenchmark(engine);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ObjectNode answer = new ObjectMapper().createObjectNode();
                answer.put("engine", "ours").put("format", arguments[1]).put("command", line);
                benchmark.measure(line.split(" "), answer);
                System.out.println(answer);
            }
        }
        System.out.flush();
        // native static destructors may abort the process
        Runtime.getRuntime().halt(0);
    }

    private void measure(String[] command, ObjectNode answer) {
        int count = Integer.parseInt(command[1]);
        switch (command[0]) {
            case "decode" -> {
                for (; held < count; held++) {
                    engine.step(List.of(item(held, 0, prompt(CONTEXT))));
                }
                double[] times = new double[Integer.parseInt(command[2]) + 1];
                int[] tokens = new int[count];
                for (int i = 0; i < times.length; i++) {
                    times[i] = step(tokens, CONTEXT + i);
                }
                // the first one warms up: shapes are new to the graph
                double[] timed = Arrays.copyOfRange(times, 1, times.length);
                Arrays.sort(timed);
                report(answer, count, timed[timed.length / 2], timed[0]);
            }
            case "prefill" -> {
                StepItem item = item(0, 0, prompt(count));
                long start = System.nanoTime();
                int next = engine.step(List.of(item)).getFirst().getFirst().token();
                double seconds = (System.nanoTime() - start) * 1e-9;
                report(answer, count, seconds, seconds);
                answer.put("next", next);
                // its beginning is what the slot held before
                held = Math.max(held, 1);
            }
            default -> throw new IllegalArgumentException("neither decode nor prefill");
        }
    }

    /**
     * Decodes one token of each sequence.
     *
     * @param tokens the newest ones; replaced by the sampled ones
     * @return seconds
     */
    private double step(int[] tokens, int position) {
        List<StepItem> items = new ArrayList<>();
        for (int slot = 0; slot < tokens.length; slot++) {
            items.add(item(slot, position, new int[] {tokens[slot]}));
        }
        long start = System.nanoTime();
        var sampled = engine.step(items);
        double seconds = (System.nanoTime() - start) * 1e-9;
        Arrays.setAll(tokens, i -> sampled.get(i).getFirst().token());
        return seconds;
    }

    private int[] prompt(int tokens) {
        return IntStream.range(0, tokens).map(i -> i * 37 % vocabulary).toArray();
    }

    private static StepItem item(int slot, int position, int[] tokens) {
        return new StepItem(slot, position, tokens, Optional.of(Sampling.greedy()));
    }

    private static void report(ObjectNode answer, int tokens, double seconds, double best) {
        answer.put("tokensPerSecond", tokens / seconds);
        answer.put("milliseconds", seconds * 1e3).put("best", best * 1e3);
    }
}
