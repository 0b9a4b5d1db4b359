package io.aifactory.languagemodel.adapter;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.LinearModule.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stacks that adapters of one model are kept in: for each place of each block that any of them
 * changes, A of all adapters and B of all adapters, with room for the largest rank among them. A
 * place is what the graph computes with one product: query, key and value together, and gate and up
 * together.
 *
 * @param adapters how many there are
 * @param places in the order of blocks and of {@link Kind}
 */
public record AdapterRoom(int adapters, List<Place> places) {
    private static final long FLOAT = 4;

    public AdapterRoom {
        places = List.copyOf(places);
    }

    /**
     * One stack.
     *
     * @param modules of the place, whose outputs follow each other
     * @param rank rows of A, of all modules together
     */
    public record Place(int block, Kind kind, List<LinearModule> modules, int rank) {
        public Place {
            modules = List.copyOf(modules);
        }

        public long inputs() {
            return modules.getFirst().inputs();
        }

        public long outputs() {
            return modules.stream().mapToLong(LinearModule::outputs).sum();
        }

        long numbers() {
            return rank * (inputs() + outputs());
        }
    }

    private record Key(int block, Kind kind) implements Comparable<Key> {
        static Key of(LinearModule module) {
            return new Key(module.block(), module.kind());
        }

        @Override
        public int compareTo(Key other) {
            int byBlock = Integer.compare(block, other.block);
            return byBlock == 0 ? kind.compareTo(other.kind) : byBlock;
        }
    }

    /**
     * @param adapters the pairs of each
     */
    public static AdapterRoom of(
            ModelConfig config, Collection<? extends List<AdapterPair>> adapters) {
        Map<Key, Integer> ranks = new TreeMap<>();
        for (List<AdapterPair> pairs : adapters) {
            Map<Key, Integer> own = new TreeMap<>();
            for (AdapterPair pair : pairs) {
                own.merge(Key.of(pair.module()), pair.rank(), Integer::sum);
            }
            own.forEach((key, rank) -> ranks.merge(key, rank, Math::max));
        }
        Map<Key, List<LinearModule>> modules = new TreeMap<>();
        for (LinearModule module : LinearModules.of(config)) {
            if (ranks.containsKey(Key.of(module))) {
                modules.computeIfAbsent(Key.of(module), _ -> new ArrayList<>()).add(module);
            }
        }
        List<Place> places = new ArrayList<>();
        modules.forEach((key, some) ->
                places.add(new Place(key.block(), key.kind(), some, ranks.getOrDefault(key, 0))));
        return new AdapterRoom(adapters.size(), places);
    }

    /** Bytes of all stacks, exactly. */
    public long bytes(Precision precision) {
        return adapters * places.stream().mapToLong(Place::numbers).sum() * precision.bytes();
    }

    /**
     * At most what the tokens of one step take on their way through a stack, beside what the model
     * itself takes: gathered inputs, products, and the parts of a stack that are used.
     *
     * @param tokens of one step
     */
    public long stepBytes(Precision precision, long tokens) {
        return places.stream()
                .mapToLong(place ->
                        tokens * (place.inputs() + place.rank() + 2 * place.outputs()) * FLOAT
                                + adapters * place.numbers() * precision.bytes())
                .max()
                .orElse(0);
    }
}
