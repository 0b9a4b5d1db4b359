package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.adapter.LinearModule.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the stacks of adapters lie in the list of tensors that the graph works on.
 *
 * @param first index of the first of them; A and B of each place follow each other
 */
record AdapterLayout(Map<Where, Integer> first) {
    /** In the order of the graph's table of places. */
    private static final List<Kind> KINDS =
            List.of(
                    Kind.ATTENTION_INPUT,
                    Kind.ATTENTION_OUTPUT,
                    Kind.FEED_FORWARD_INPUT,
                    Kind.FEED_FORWARD_OUTPUT);

    AdapterLayout {
        first = Map.copyOf(first);
    }

    record Where(int block, Kind kind) {}

    static AdapterLayout none() {
        return new AdapterLayout(Map.of());
    }

    /**
     * @param weights tensors that come before them
     */
    static AdapterLayout after(int weights, AdapterRoom stacks) {
        Map<Where, Integer> first = new HashMap<>();
        int next = weights;
        for (AdapterRoom.Place place : stacks.places()) {
            first.put(new Where(place.block(), place.kind()), next);
            next += 2;
        }
        return new AdapterLayout(first);
    }

    /** Index of A of each place of a block; -1 where no adapter changes it. */
    IntStream places(int block) {
        return KINDS.stream().mapToInt(kind -> first.getOrDefault(new Where(block, kind), -1));
    }
}
