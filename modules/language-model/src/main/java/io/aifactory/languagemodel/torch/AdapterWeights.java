package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.adapter.Adapter;
import io.aifactory.languagemodel.adapter.AdapterPair;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.adapter.LinearModule;
import io.aifactory.languagemodel.torch.DecoderLayout.Part;
import io.aifactory.languagemodel.torch.Graph.Tensor;
import io.aifactory.languagemodel.weights.RawTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Moves adapters from their files into stacks on the device. Within a place each module has rows of
 * A of its own, one module after the other; in B these are columns, which are zero outside of the
 * module's rows, so that one pair of products serves all modules of the place. The scale is
 * multiplied into B.
 */
final class AdapterWeights {
    private final Graph graph;
    private final GraphWeights store;
    private final Map<String, Part> base;

    AdapterWeights(Graph graph, GraphWeights store, DecoderLayout layout) {
        this.graph = graph;
        this.store = store;
        this.base =
                layout.parts().stream().collect(Collectors.toMap(Part::name, Function.identity()));
    }

    /** A and B of each place. */
    List<Tensor> load(AdapterRoom stacks, List<Adapter> adapters) {
        List<Tensor> loaded = new ArrayList<>();
        for (AdapterRoom.Place place : stacks.places()) {
            Tensor down = store.zeros(stacks.adapters(), place.rank(), place.inputs());
            Tensor up = store.zeros(stacks.adapters(), place.outputs(), place.rank());
            loaded.add(down);
            loaded.add(up);
            try (Graph.Tensors downs = graph.list(List.of(down));
                    Graph.Tensors ups = graph.list(List.of(up))) {
                for (int i = 0; i < adapters.size(); i++) {
                    fill(place, i, adapters.get(i), downs, ups);
                }
            }
        }
        return loaded;
    }

    private void fill(
            AdapterRoom.Place place,
            int index,
            Adapter adapter,
            Graph.Tensors downs,
            Graph.Tensors ups) {
        Map<LinearModule, AdapterPair> pairs =
                adapter.pairs().stream()
                        .collect(Collectors.toMap(AdapterPair::module, Function.identity()));
        long rank = (long) index * place.rank();
        long output = index * place.outputs();
        long column = 0;
        for (LinearModule module : place.modules()) {
            AdapterPair pair = pairs.get(module);
            if (pair != null) {
                Part down = new Part(pair.down(), pair.rank(), module.inputs(), 0, 0);
                fill(downs, rank + column, 0, 1, down, adapter);
                Part up = new Part(pair.up(), module.outputs(), pair.rank(), heads(module), 0);
                fill(ups, output, column, pair.scale(), up, adapter);
                column += pair.rank();
            }
            output += module.outputs();
        }
    }

    /** Heads whose rows are reordered, as those of the base's own matrix are. */
    private long heads(LinearModule module) {
        Part part = base.get(module.name() + ".weight");
        if (part == null || part.rows() != module.outputs() || part.columns() != module.inputs()) {
            throw new IllegalStateException("the layout has no matrix " + module);
        }
        return part.rotaryHeads();
    }

    private void fill(
            Graph.Tensors stack,
            long firstRow,
            long firstColumn,
            double scale,
            Part part,
            Adapter adapter) {
        RawTensor raw = adapter.tensor(part.name());
        long rowBytes = raw.bytes().byteSize() / part.rows();
        long piece = GraphWeights.piece(part, rowBytes);
        for (long row = 0; row < part.rows(); row += piece) {
            long rows = Math.min(piece, part.rows() - row);
            ByteBuffer bytes = raw.bytes().asSlice(row * rowBytes, rows * rowBytes).asByteBuffer();
            long[] integers = {
                firstRow + row,
                GraphWeights.code(part.name(), raw.type()),
                GraphWeights.rotaryHeads(part, rows),
                firstColumn,
                part.columns()
            };
            try (Tensor content = graph.bytes(bytes);
                    Graph.Tensors list = graph.list(List.of(content))) {
                graph.compute("fill_part", integers, new double[] {scale}, stack, list);
            }
        }
    }
}
