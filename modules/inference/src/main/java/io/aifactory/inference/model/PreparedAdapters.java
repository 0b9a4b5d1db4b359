package io.aifactory.inference.model;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.sequence.SequenceAdapter;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The adapters of a model.
 *
 * @param all in the order that the engine knows them by
 * @param room what they take on the device
 */
public record PreparedAdapters(List<PreparedAdapter> all, AdapterRoom room) {
    public PreparedAdapters {
        all = List.copyOf(all);
    }

    public static PreparedAdapters none() {
        return new PreparedAdapters(List.of(), new AdapterRoom(0, List.of()));
    }

    /** For the engine. */
    public List<AdapterFiles> files() {
        return all.stream().map(PreparedAdapter::files).toList();
    }

    /** What was asked for, to compare with another wish. */
    public List<AdapterWish> wishes() {
        return all.stream()
                .map(adapter -> new AdapterWish(adapter.name(), adapter.manifest().value()))
                .toList();
    }

    /**
     * @param name as a request gives it; empty: the model as it is
     * @throws FactoryException {@code MODEL_NOT_FOUND} if none is called so, naming those that are
     *     loaded
     */
    public SequenceAdapter choose(String name) {
        if (name.isEmpty()) {
            return SequenceAdapter.NONE;
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(name)) {
                return new SequenceAdapter(i, all.get(i).manifest().value());
            }
        }
        String loaded =
                all.stream()
                        .map(adapter -> "'" + adapter.name() + "'")
                        .collect(Collectors.joining(", "));
        throw new FactoryException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "This worker has no adapter '%s'; loaded: %s."
                                .formatted(name, loaded.isEmpty() ? "none" : loaded))
                .withParameter("adapter");
    }
}
