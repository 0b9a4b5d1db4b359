package io.aifactory.languagemodel.adapter;

import io.aifactory.languagemodel.ModelConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The mapped files of all adapters of a model, in the order of their indexes. */
public record Adapters(List<Adapter> adapters) implements AutoCloseable {
    public Adapters {
        adapters = List.copyOf(adapters);
    }

    /**
     * @throws io.aifactory.languagemodel.ModelFormatException if one is not an adapter of the model
     */
    public static Adapters open(List<AdapterFiles> files, ModelConfig config) throws IOException {
        List<Adapter> opened = new ArrayList<>();
        try {
            for (AdapterFiles adapter : files) {
                opened.add(Adapter.open(adapter, config));
            }
            return new Adapters(opened);
        } catch (Throwable failure) {
            opened.forEach(Adapter::close);
            throw failure;
        }
    }

    public AdapterRoom room(ModelConfig config) {
        return AdapterRoom.of(config, adapters.stream().map(Adapter::pairs).toList());
    }

    @Override
    public void close() {
        adapters.forEach(Adapter::close);
    }
}
