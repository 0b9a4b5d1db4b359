package io.aifactory.training.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.aifactory.contracts.Digest;
import java.io.IOException;

/**
 * The JSON of the module's own files and columns: canonical (properties sorted by name, no white
 * space, nulls left out), so that equal values have equal digests.
 */
public final class ProtocolJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Digest.class, ToStringSerializer.instance)
                                    .addDeserializer(Digest.class, new DigestReader()))
                    .build();

    private ProtocolJson() {}

    /** Canonical JSON in UTF-8. */
    public static byte[] canonicalBytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /** Canonical JSON. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /**
     * @throws IllegalArgumentException if the text is not JSON of this type
     */
    public static <T> T parse(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON of a " + type.getSimpleName(), e);
        }
    }

    private static final class DigestReader extends StdDeserializer<Digest> {
        private static final long serialVersionUID = 1L;

        DigestReader() {
            super(Digest.class);
        }

        @Override
        public Digest deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            return new Digest(parser.getValueAsString(""));
        }
    }
}
