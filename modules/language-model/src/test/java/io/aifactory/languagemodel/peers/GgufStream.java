package io.aifactory.languagemodel.peers;

import io.aifactory.languagemodel.gguf.BlockFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a random model as a GGUF file, version 3, row by row. */
final class GgufStream {
    private static final int ALIGNMENT = 32;
    private static final int UINT32 = 4;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final PeerFormat format;
    private final OutputStream out;
    private long written;

    private GgufStream(PeerFormat format, OutputStream out) {
        this.format = format;
        this.out = out;
    }

    /** Writes a new file; fails if it exists. */
    static void write(LlamaShape shape, PeerFormat format, Path file) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 20)) {
            new GgufStream(format, out).write(shape);
        }
    }

    private void write(LlamaShape shape) throws IOException {
        List<PeerTensor> tensors = shape.tensors();
        Map<String, Object> metadata = metadata(shape);
        bytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        int32(3);
        int64(tensors.size());
        int64(metadata.size());
        for (Map.Entry<String, Object> entry : metadata.entrySet()) {
            text(entry.getKey());
            value(entry.getValue());
        }
        long offset = 0;
        for (PeerTensor tensor : tensors) {
            text(tensor.gguf());
            int32(tensor.shape().size());
            for (long dimension : tensor.shape().reversed()) {
                int64(dimension);
            }
            int32(blocks(tensor).number());
            int64(offset);
            offset += aligned((long) tensor.rowCount() * rowBytes(tensor));
        }
        pad();
        for (PeerTensor tensor : tensors) {
            write(tensor);
            pad();
        }
    }

    private void write(PeerTensor tensor) throws IOException {
        float[] row = new float[tensor.columns()];
        ByteBuffer bytes = ByteBuffer.allocate(rowBytes(tensor)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.rowCount(); i++) {
            tensor.row(tensor.rowAt(i), row);
            bytes.clear();
            if (tensor.vector()) {
                bytes.asFloatBuffer().put(row);
            } else {
                format.put(row, bytes);
            }
            bytes(bytes.array());
        }
    }

    private BlockFormat blocks(PeerTensor tensor) {
        return tensor.vector() ? BlockFormat.F32 : format.blocks();
    }

    private int rowBytes(PeerTensor tensor) {
        BlockFormat blocks = blocks(tensor);
        return tensor.columns() / blocks.blockValues() * blocks.blockBytes();
    }

    private Map<String, Object> metadata(LlamaShape shape) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("general.architecture", "llama");
        metadata.put("general.file_type", format.fileType());
        metadata.put("general.quantization_version", 2);
        metadata.put("llama.context_length", shape.context());
        metadata.put("llama.embedding_length", shape.hidden());
        metadata.put("llama.feed_forward_length", shape.intermediate());
        metadata.put("llama.block_count", shape.layers());
        metadata.put("llama.attention.head_count", shape.heads());
        metadata.put("llama.attention.head_count_kv", shape.keyValueHeads());
        metadata.put("llama.attention.layer_norm_rms_epsilon", (float) LlamaShape.EPSILON);
        metadata.put("llama.rope.dimension_count", shape.headSize());
        metadata.put("llama.rope.freq_base", (float) shape.theta());
        metadata.put("llama.vocab_size", shape.vocabulary());
        metadata.put("tokenizer.ggml.model", "gpt2");
        metadata.put("tokenizer.ggml.pre", "gpt-2");
        metadata.put("tokenizer.ggml.tokens", PeerVocabulary.tokens(shape.vocabulary()));
        metadata.put("tokenizer.ggml.merges", PeerVocabulary.merges());
        metadata.put("tokenizer.ggml.bos_token_id", 0);
        metadata.put("tokenizer.ggml.eos_token_id", 0);
        return metadata;
    }

    private void value(Object value) throws IOException {
        switch (value) {
            case Integer number -> {
                int32(UINT32);
                int32(number);
            }
            case Float number -> {
                int32(FLOAT32);
                int32(Float.floatToRawIntBits(number));
            }
            case String text -> {
                int32(STRING);
                text(text);
            }
            case List<?> texts -> {
                int32(ARRAY);
                int32(STRING);
                int64(texts.size());
                for (Object text : texts) {
                    text((String) text);
                }
            }
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int64(bytes.length);
        bytes(bytes);
    }

    private void int32(int number) throws IOException {
        bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
    }

    private void int64(long number) throws IOException {
        bytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
    }

    private void pad() throws IOException {
        bytes(new byte[(int) (aligned(written) - written)]);
    }

    private void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
