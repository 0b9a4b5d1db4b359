package io.aifactory.e2e;

import static io.aifactory.e2e.Demonstration.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
@Order(3)
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
