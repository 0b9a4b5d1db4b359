package io.aifactory.e2e;

import static io.aifactory.e2e.Demonstration.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.models.Model;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An adapter's way from a folder to the front door, beside the model that is served. */
@Order(6)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@ExtendWith(SharedDemonstration.class)
class AdapterE2E {
    private static final String ADAPTER = "stubborn";

    /** Width of the demonstration's quick model, whose output projections are square. */
    private static final int WIDTH = 64;

    private static final int RANK = 2;

    @TempDir private Path folder;

    private final PackagedFactory factory;

    AdapterE2E(Demonstration demonstration) {
        factory = demonstration.factory();
    }

    @Test
    void anAdapterIsRegisteredAndServedBesideItsBaseWhichWritesAsBefore() throws Exception {
        // Given
        OpenAIClient client = factory.client();
        String before = text(client, MODEL);
        writeAdapter();

        // When
        factory.run("models", "pull", "--from", folder.toString(), "--name", ADAPTER).succeeded();
        HttpResponse<String> deployed =
                factory.post(
                        "/api/v1/deployments",
                        """
                        {"name": "%s", "model": "%s",
                         "adapters": [{"name": "%s", "model": "%s"}]}\
                        """
                                .formatted(MODEL, MODEL, ADAPTER, ADAPTER));
        assertTrue(deployed.statusCode() < 300, deployed.body());
        PackagedFactory.await(
                "the adapter is served",
                Duration.ofSeconds(90),
                () -> factory.get("/v1/models").findValuesAsText("id").contains(ADAPTER));

        // Then
        assertEquals(
                Set.of(MODEL, ADAPTER),
                client.models().list().data().stream().map(Model::id).collect(Collectors.toSet()));
        assertEquals(before, text(client, MODEL));
        assertNotEquals(before, text(client, ADAPTER));
    }

    private static String text(OpenAIClient client, String model) {
        return client.completions()
                .create(
                        CompletionCreateParams.builder()
                                .model(model)
                                .prompt("The old baker")
                                .maxTokens(12)
                                .temperature(0)
                                .build())
                .choices()
                .getFirst()
                .text();
    }

    /** In PEFT's layout: large random changes of both blocks' output projections. */
    private void writeAdapter() throws IOException {
        Files.writeString(
                folder.resolve("adapter_config.json"),
                """
                {"peft_type": "LORA", "r": %d, "lora_alpha": %d, "target_modules": ["o_proj"]}\
                """
                        .formatted(RANK, 4 * RANK));
        StringBuilder header = new StringBuilder();
        int end = 0;
        for (int block = 0; block < 2; block++) {
            String module = "base_model.model.model.layers.%d.self_attn.o_proj.".formatted(block);
            end = add(header, module + "lora_A.weight", RANK, WIDTH, end);
            end = add(header, module + "lora_B.weight", WIDTH, RANK, end);
        }
        byte[] json = ("{" + header + "}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + json.length + end)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json);
        Random random = new Random(1);
        while (file.hasRemaining()) {
            file.putFloat((float) random.nextGaussian());
        }
        Files.write(folder.resolve("adapter_model.safetensors"), file.array());
    }

    /** Adds a float32 tensor to a safetensors header and returns where its data end. */
    private static int add(StringBuilder header, String name, int rows, int columns, int begin) {
        int end = begin + rows * columns * Float.BYTES;
        header.append(header.isEmpty() ? "" : ",")
                .append(
                        "\"%s\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}"
                                .formatted(name, rows, columns, begin, end));
        return end;
    }
}
