import com.github.tjake.jlama.model.AbstractModel;
import com.github.tjake.jlama.model.ModelSupport;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.tensor.AbstractTensor;
import com.github.tjake.jlama.tensor.KvBufferCache;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures Jlama as it is told to, line by line, as PeerBenchmark does ours. Arguments: a model folder, threads. Weights stay in
 * bfloat16, all else is float32. Jlama decodes one sequence at a time: of more nothing is measured. Choosing the best token is.
 */
final class Jlama {
    private static final int CONTEXT = 64;

    private final AbstractModel model;
    private final int vocabulary;

    private Jlama(AbstractModel model) {
        this.model = model;
        this.vocabulary = model.getConfig().vocabularySize;
    }

    public static void main(String[] arguments) throws IOException {
        int threads = Integer.parseInt(arguments[1]);
        AbstractModel model = ModelSupport.loadModel(
                new File(arguments[0]), null, DType.F32, DType.F32, Optional.empty(), Optional.of(threads));
        Jlama jlama = new Jlama(model);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.printf("{\"engine\":\"Jlama\",\"format\":\"bf16\",\"command\":\"%s\"%s}%n", line, jlama.measure(line.split(" ")));
        }
        System.exit(0);
    }

    private String measure(String[] command) throws IOException {
        int count = Integer.parseInt(command[1]);
        if (command[0].equals("decode") && count > 1) {
            return "";
        }
        try (KvBufferCache cache = new KvBufferCache(model);
                KvBufferCache.KvBuffer kept = cache.getEphemeralKvBuffer()) {
            if (command[0].equals("prefill")) {
                long start = System.nanoTime();
                AbstractTensor last = model.batchForward(prompt(count), 0, kept);
                int next = best(last.slice(last.shape().first() - 1));
                double seconds = (System.nanoTime() - start) * 1e-9;
                return report(count, seconds, seconds) + ",\"next\":" + next;
            }
            model.batchForward(prompt(CONTEXT), 0, kept);
            double[] times = new double[Integer.parseInt(command[2]) + 1];
            int token = 0;
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                token = best(model.forward(token, CONTEXT + i, kept, Optional.empty()));
                times[i] = (System.nanoTime() - start) * 1e-9;
            }
            double[] timed = Arrays.copyOfRange(times, 1, times.length); // the first one warms up
            Arrays.sort(timed);
            return report(1, timed[timed.length / 2], timed[0]);
        }
    }

    private int best(AbstractTensor output) {
        try (output; AbstractTensor logits = model.makeDenseTensor(vocabulary)) {
            return model.sample(output, 0, 0, logits);
        }
    }

    private int[] prompt(int tokens) {
        return IntStream.range(0, tokens).map(i -> i * 37 % vocabulary).toArray();
    }

    private static String report(int tokens, double seconds, double best) {
        return ",\"tokensPerSecond\":%s,\"milliseconds\":%s,\"best\":%s".formatted(tokens / seconds, seconds * 1e3, best * 1e3);
    }
}
