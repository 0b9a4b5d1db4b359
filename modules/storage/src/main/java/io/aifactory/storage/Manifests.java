package io.aifactory.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.model.ModelManifest;
import java.io.IOException;

/**
 * Manifests in a blob store, as canonical JSON: properties sorted by name, no white space, so that
 * equal manifests have equal digests.
 */
public final class Manifests {
    private static final ObjectMapper CANONICAL =
            JsonMapper.builder()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addModule(
                            new SimpleModule()
                                    .setMixInAnnotation(Digest.class, AsString.class)
                                    .addDeserializer(Digest.class, new DigestReader()))
                    .build();

    private final BlobStore store;

    public Manifests(BlobStore store) {
        this.store = store;
    }

    /** Canonical bytes of any manifest record: the bytes its digest is taken of. */
    public static byte[] canonicalBytes(Record manifest) {
        try {
            return CANONICAL.writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a manifest: " + manifest.getClass(), e);
        }
    }

    /** Publishes a dataset version and returns its identity. */
    public Digest publish(DatasetManifest manifest) {
        return store.put(canonicalBytes(manifest));
    }

    /** Publishes a model version's file list and returns its identity. */
    public Digest publish(ModelManifest manifest) {
        return store.put(canonicalBytes(manifest));
    }

    /** Reads and checks a dataset version. */
    public DatasetManifest dataset(Digest digest) {
        return read(digest, DatasetManifest.class, DatasetManifest.FORMAT);
    }

    /** Reads and checks a model version's file list. */
    public ModelManifest model(Digest digest) {
        return read(digest, ModelManifest.class, ModelManifest.FORMAT);
    }

    private <T> T read(Digest digest, Class<T> type, String format) {
        byte[] json = store.read(digest, Limits.MODEL_JSON_BYTES);
        try {
            var tree = CANONICAL.readTree(json);
            if (!format.equals(tree.path("format").asText())) {
                throw new FactoryException(
                        ErrorCode.INVALID_REQUEST,
                        digest + " is not a manifest of format " + format);
            }
            return CANONICAL.treeToValue(tree, type);
        } catch (IOException e) {
            throw new FactoryException(
                    ErrorCode.INVALID_REQUEST,
                    digest + " is not a manifest of format " + format,
                    e);
        }
    }

    @JsonSerialize(using = ToStringSerializer.class)
    private interface AsString {}

    private static final class DigestReader
            extends com.fasterxml.jackson.databind.deser.std.StdDeserializer<Digest> {
        private static final long serialVersionUID = 1L;

        DigestReader() {
            super(Digest.class);
        }

        @Override
        public Digest deserialize(
                com.fasterxml.jackson.core.JsonParser parser,
                com.fasterxml.jackson.databind.DeserializationContext context)
                throws IOException {
            return new Digest(parser.getValueAsString(""));
        }
    }
}
