package io.aifactory.e2e;

import static io.aifactory.e2e.Demonstration.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker that dies in the middle of its work costs no answer. */
@Order(4)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@ExtendWith(SharedDemonstration.class)
class WorkerDeathE2E {
    private static final int ANSWERS = 12;

    private final PackagedFactory factory;

    WorkerDeathE2E(Demonstration demonstration) {
        factory = demonstration.factory();
    }

    @Test
    void everyStreamIsFinishedAlthoughTheWorkerIsKilledInTheMiddle() throws Exception {
        // Given eight clients that read one answer after the other
        OpenAIClient client = factory.client();
        var firstTokens = new CountDownLatch(8);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var finished = new ConcurrentLinkedQueue<Long>();
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            int seed = i;
            clients.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int n = 0; n < ANSWERS; n++) {
                                    stream(client, seed, firstTokens, finished, failures);
                                }
                            }));
        }
        assertTrue(firstTokens.await(2, TimeUnit.MINUTES), "first tokens of all eight answers");

        // When the worker is killed before they are through
        JsonNode worker = factory.get("/api/v1/workers").path(0);
        long killed = factory.readyWorker().orElseThrow().pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        assertTrue(finished.size() < 8 * ANSWERS, "the kill came too late to show anything");

        // Then all answers are complete, and another worker serves
        for (Thread one : clients) {
            one.join();
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(Set.of(40L), new HashSet<>(finished));
        assertEquals(8 * ANSWERS, finished.size());
        factory.awaitService();
        assertFalse(factory.readyWorker().orElseThrow().pid() == killed);
        assertLossAndReturn(worker.path("id").asText(), worker.path("workerId").asText());
    }

    private void assertLossAndReturn(String worker, String lost) throws Exception {
        JsonNode events =
                factory.awaitEvents(
                        worker,
                        newest ->
                                newest.path("state").asText().equals("READY")
                                        && !newest.path("workerId").asText().equals(lost));
        assertEquals(
                List.of("READY", "STARTING", "RESTARTING", "READY", "STARTING"), states(events));
        for (JsonNode event : events) {
            if (event.path("state").asText().equals("RESTARTING")) {
                assertEquals(lost, event.path("workerId").asText());
                assertTrue(event.path("detail").asText().contains("signal 9"), event.toString());
            }
        }
    }

    /** A busy machine may have left UNWELL events between two READY ones; they do not matter. */
    private static List<String> states(JsonNode events) {
        var states = new ArrayList<String>();
        for (JsonNode event : events) {
            String state = event.path("state").asText();
            boolean unwell = state.equals("UNWELL");
            boolean again = !states.isEmpty() && states.getLast().equals(state);
            if (!unwell && !again) {
                states.add(state);
            }
        }
        return states;
    }

    private static void stream(
            OpenAIClient client,
            int seed,
            CountDownLatch first,
            ConcurrentLinkedQueue<Long> finished,
            ConcurrentLinkedQueue<Throwable> failures) {
        var params =
                CompletionCreateParams.builder()
                        .model(MODEL)
                        .prompt("My sister")
                        .maxTokens(40)
                        .seed(seed)
                        .putAdditionalBodyProperty("ignore_eos", JsonValue.from(true))
                        .streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        boolean seen = false;
        try (StreamResponse<Completion> stream = client.completions().createStreaming(params)) {
            var iterator = stream.stream().iterator();
            while (iterator.hasNext()) {
                Completion chunk = iterator.next();
                if (!seen) {
                    first.countDown();
                    seen = true;
                }
                chunk.usage().ifPresent(usage -> finished.add(usage.completionTokens()));
            }
        } catch (RuntimeException | LinkageError e) {
            failures.add(e);
            first.countDown();
        }
    }
}
