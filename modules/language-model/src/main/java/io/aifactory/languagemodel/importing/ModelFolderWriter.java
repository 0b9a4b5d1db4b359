package io.aifactory.languagemodel.importing;

import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.WeightFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * Writes a model's folder: {@code config.json} and {@code model.safetensors}. Memory beyond the
 * source's mapping is one row and one piece, whatever the size of the model.
 */
public final class ModelFolderWriter {
    private static final int PIECE_BYTES = 4 << 20;
    private static final long MAX_COLUMNS = 1 << 22;

    private final Map<String, SourceTensor> tensors = new HashMap<>();
    private final ImportWatch watch;
    private final StoredType stored;
    private final long total;
    private long written;
    private ByteBuffer piece =
            ByteBuffer.allocateDirect(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private ModelFolderWriter(SourceModel model, ImportWatch watch) {
        this.watch = watch;
        this.stored = model.stored();
        long values = 0;
        for (SourceTensor tensor : model.tensors()) {
            if (tensor.columns() > MAX_COLUMNS) {
                throw new ModelFormatException("tensor " + tensor.name() + " has too long rows");
            }
            tensors.put(tensor.name(), tensor);
            values += Math.multiplyExact(tensor.rowCount(), tensor.columns());
        }
        this.total = values * stored.type().bytes();
    }

    /**
     * Writes a new folder. It appears under its name when all of it is on disk; after a failure or
     * a cancellation nothing is left of it.
     *
     * @param folder must not exist; its parent must
     * @throws CancellationException if the watch stops it
     */
    public static void write(SourceModel model, Path folder, ImportWatch watch) throws IOException {
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        Path partial =
                Files.createDirectory(
                        parent.resolve(folder.getFileName() + ".partial-" + UUID.randomUUID()));
        try {
            new ModelFolderWriter(model, watch).write(model, partial);
            force(partial);
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            force(parent);
        } catch (Throwable failure) {
            for (String file : List.of(WeightFiles.SINGLE, ModelConfigFile.NAME)) {
                Files.deleteIfExists(partial.resolve(file));
            }
            Files.deleteIfExists(partial);
            throw failure;
        }
    }

    private void write(SourceModel model, Path folder) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        for (SourceTensor tensor : model.tensors()) {
            writer.add(tensor.name(), stored.type(), tensor.shape());
        }
        writer.write(
                folder.resolve(WeightFiles.SINGLE),
                (entry, sink) -> write(require(entry.name()), sink));
        try (FileChannel channel =
                FileChannel.open(
                        folder.resolve(ModelConfigFile.NAME),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap(model.config().getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
    }

    private SourceTensor require(String name) {
        SourceTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("not planned: " + name);
        }
        return tensor;
    }

    private void write(SourceTensor tensor, SafetensorsWriter.Sink sink) throws IOException {
        float[] row = new float[(int) tensor.columns()];
        int rowBytes = row.length * stored.type().bytes();
        if (piece.capacity() < rowBytes) {
            piece = ByteBuffer.allocateDirect(rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        long rows = tensor.rowCount();
        for (long i = 0; i < rows; i++) {
            if (piece.remaining() < rowBytes) {
                flush(sink);
            }
            tensor.rows().read(i, row);
            stored.put(row, piece);
        }
        flush(sink);
    }

    private void flush(SafetensorsWriter.Sink sink) throws IOException {
        piece.flip();
        written += piece.remaining();
        sink.write(piece);
        piece.clear();
        if (!watch.goOn(written, total)) {
            throw new CancellationException("the import was cancelled");
        }
    }

    /** Makes a folder's entries durable. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
