package io.aifactory.inference.batching;

import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import java.util.ArrayList;
import java.util.List;

/** One step on an embedding engine, in which no request can spoil another one's. */
final class EmbeddingCall {
    private EmbeddingCall() {}

    /** What became of one request's inputs. */
    sealed interface Result {
        record Made(List<float[]> vectors) implements Result {}

        record Refused(IllegalArgumentException why) implements Result {}
    }

    /**
     * All inputs in one call; where the engine refuses that, those of each request by themselves.
     */
    static List<Result> run(EmbeddingEngine engine, List<List<int[]>> requests) {
        List<float[]> all;
        try {
            all = engine.embed(requests.stream().flatMap(List::stream).toList());
        } catch (IllegalArgumentException _) {
            return requests.stream().map(inputs -> runAlone(engine, inputs)).toList();
        }
        List<Result> results = new ArrayList<>(requests.size());
        int first = 0;
        for (List<int[]> inputs : requests) {
            results.add(new Result.Made(List.copyOf(all.subList(first, first + inputs.size()))));
            first += inputs.size();
        }
        return results;
    }

    private static Result runAlone(EmbeddingEngine engine, List<int[]> inputs) {
        try {
            return new Result.Made(engine.embed(inputs));
        } catch (IllegalArgumentException e) {
            return new Result.Refused(e);
        }
    }
}
