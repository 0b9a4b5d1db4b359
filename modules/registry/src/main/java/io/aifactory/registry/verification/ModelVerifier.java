package io.aifactory.registry.verification;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Checks a model's manifest and files before they may become a version. */
@Singleton
public final class ModelVerifier {
    private static final String INDEX = "model.safetensors.index.json";
    private static final String ADAPTER_CONFIG = "adapter_config.json";
    private static final String ADAPTER_WEIGHTS = "adapter_model.safetensors";

    private final BlobStore store;

    public ModelVerifier(BlobStore store) {
        this.store = store;
    }

    /**
     * Reads the manifest and checks what it lists. Sizes of all files, JSON files and the headers
     * of all safetensors files are read; tensor data is not: whoever loads it compares digests.
     *
     * @throws FactoryException {@code MODEL_INVALID} if anything is missing or wrong, {@code
     *     CONTENT_DAMAGED} if a blob that was read does not match its digest
     */
    public ModelManifest verify(Digest digest) {
        ModelManifest manifest = readManifest(digest);
        FileRules.check(manifest);
        manifest.files().forEach(this::checkPresent);
        if (isAdapter(manifest)) {
            checkAdapter(manifest);
        } else {
            checkConfig(required(manifest, "config.json"));
            checkTokenizer(required(manifest, "tokenizer.json"));
        }
        List<ModelFile> weights =
                manifest.files().stream().filter(f -> f.path().endsWith(".safetensors")).toList();
        if (weights.isEmpty()) {
            throw InvalidModel.manifest("lists no .safetensors file; a model needs at least one");
        }
        weights.forEach(this::checkTensors);
        manifest.file(INDEX).ifPresent(index -> checkIndex(index, manifest));
        return manifest;
    }

    /** A LoRA adapter as PEFT saves it: the model it is for stands in another version. */
    private static boolean isAdapter(ModelManifest manifest) {
        return manifest.file(ADAPTER_CONFIG).isPresent() && manifest.file("config.json").isEmpty();
    }

    private void checkAdapter(ModelManifest manifest) {
        ModelFile config = required(manifest, ADAPTER_CONFIG);
        if (!outline(config).has("peft_type", JsonToken.VALUE_STRING)) {
            throw InvalidModel.file(config.path(), "has no 'peft_type'");
        }
        if (manifest.file(ADAPTER_WEIGHTS).isEmpty()) {
            throw InvalidModel.manifest("lists no " + ADAPTER_WEIGHTS + "; an adapter needs one");
        }
    }

    private ModelManifest readManifest(Digest digest) {
        try {
            return new Manifests(store).model(digest);
        } catch (FactoryException e) {
            throw switch (e.code()) {
                case NOT_FOUND ->
                        InvalidModel.manifest(digest + " is not in the storage; publish it first");
                case INVALID_REQUEST, LIMIT_EXCEEDED ->
                        new FactoryException(ErrorCode.MODEL_INVALID, e.message(), e);
                default -> e;
            };
        }
    }

    private void checkPresent(ModelFile file) {
        if (!store.contains(file.digest())) {
            throw InvalidModel.file(
                    file.path(), "(" + file.digest() + ") is not in the storage; publish it first");
        }
        long size = store.size(file.digest());
        if (size != file.bytes()) {
            throw InvalidModel.file(
                    file.path(),
                    "has " + size + " bytes in the storage, but the manifest says " + file.bytes());
        }
    }

    private static ModelFile required(ModelManifest manifest, String path) {
        return manifest.file(path)
                .orElseThrow(
                        () -> InvalidModel.manifest("lists no " + path + "; a model needs one"));
    }

    private void checkConfig(ModelFile file) {
        JsonOutline config = outline(file);
        if (!config.has("model_type", JsonToken.VALUE_STRING)
                && !config.has("architectures", JsonToken.START_ARRAY)) {
            throw InvalidModel.file(file.path(), "has neither 'model_type' nor 'architectures'");
        }
    }

    private void checkTokenizer(ModelFile file) {
        if (!outline(file).has("model", JsonToken.START_OBJECT)) {
            throw InvalidModel.file(file.path(), "has no object 'model'");
        }
    }

    private JsonOutline outline(ModelFile file) {
        try {
            return JsonOutline.of(json(file));
        } catch (IOException e) {
            throw InvalidModel.file(file.path(), "is not a valid JSON object");
        }
    }

    private byte[] json(ModelFile file) {
        if (file.bytes() > Limits.MODEL_JSON_BYTES) {
            throw InvalidModel.file(
                    file.path(), "is larger than " + Limits.MODEL_JSON_BYTES + " bytes");
        }
        return store.read(file.digest(), Limits.MODEL_JSON_BYTES);
    }

    private void checkTensors(ModelFile file) {
        try {
            int length = headerBytes(file);
            SafetensorsHeader.parse(
                    header(file, length), file.bytes() - SafetensorsHeader.LENGTH_BYTES - length);
        } catch (IOException e) {
            throw InvalidModel.file(file.path(), "is not a valid safetensors file: " + reason(e));
        }
    }

    /** Reasons of our own are passed on; the parser's would show excerpts and class names. */
    private static String reason(IOException e) {
        boolean own = e.getClass() == IOException.class && e.getMessage() != null;
        return own ? String.valueOf(e.getMessage()) : "the header is not valid JSON";
    }

    private byte[] header(ModelFile file, int length) throws IOException {
        try (InputStream in = store.open(file.digest(), SafetensorsHeader.LENGTH_BYTES, length)) {
            byte[] header = in.readNBytes(length);
            if (header.length != length) {
                throw new IOException("the file ends inside the header");
            }
            return header;
        }
    }

    private int headerBytes(ModelFile file) throws IOException {
        try (InputStream in = store.open(file.digest(), 0, SafetensorsHeader.LENGTH_BYTES)) {
            byte[] prefix = in.readNBytes(SafetensorsHeader.LENGTH_BYTES);
            if (prefix.length < SafetensorsHeader.LENGTH_BYTES) {
                throw new IOException("the file is shorter than 8 bytes");
            }
            long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 0 || length > Limits.SAFETENSORS_HEADER_BYTES) {
                throw new IOException(
                        "the header is longer than " + Limits.SAFETENSORS_HEADER_BYTES + " bytes");
            }
            if (length > file.bytes() - SafetensorsHeader.LENGTH_BYTES) {
                throw new IOException("the header is longer than the file");
            }
            return (int) length;
        }
    }

    private void checkIndex(ModelFile index, ModelManifest manifest) {
        if (!outline(index).has("weight_map", JsonToken.START_OBJECT)) {
            throw InvalidModel.file(index.path(), "has no object 'weight_map'");
        }
        try (JsonParser parser = Json.parser(json(index))) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING
                        && "weight_map"
                                .equals(parser.getParsingContext().getParent().getCurrentName())
                        && manifest.file(parser.getText()).isEmpty()) {
                    throw InvalidModel.file(
                            index.path(), "names a shard that the manifest does not list");
                }
            }
        } catch (IOException e) {
            throw InvalidModel.file(index.path(), "is not a valid JSON object");
        }
    }
}
