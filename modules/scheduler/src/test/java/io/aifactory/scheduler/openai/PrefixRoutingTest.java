package io.aifactory.scheduler.openai;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.scheduler.observing.KeptPrompts;
import io.aifactory.scheduler.testing.Await;
import io.aifactory.scheduler.testing.FakeFeed;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.scheduler.workers.WorkerLink;
import io.aifactory.scheduler.workers.WorkerPool;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests go by what workers tell of themselves. */
@QuarkusTest
class PrefixRoutingTest {
    private static final String PROMPT = "the same beginning of all these prompts";

    @Inject Fleet fleet;
    @Inject WorkerPool pool;

    @AfterEach
    void stop() {
        fleet.stopAll();
    }

    @Test
    void aPromptGoesToTheWorkerThatKeepsItsBeginning() {
        // Given two workers that take a millisecond for a prompt token, one of them with the prompt
        FakeWorker cold = followed(FakeWorker.start("cold", "tiny", 4));
        String salt = salt(ask("something else"));
        int[] tokens = Letters.encode(PROMPT);
        FakeWorker warm = FakeWorker.start("warm", "tiny", 4);
        warm.feed()
                .keeps(
                        BlockHash.chain(
                                BlockHash.root("", salt),
                                tokens,
                                tokens.length,
                                FakeFeed.BLOCK_TOKENS));
        followed(warm);
        for (FakeWorker each : List.of(cold, warm)) {
            for (int i = 1; i <= 40; i++) {
                int step = 8 + i % 9;
                each.feed().tell(FakeFeed.step(0, 1, step, step * 1_000_000L));
            }
        }

        // Then
        for (int i = 0; i < 5; i++) {
            assertEquals("warm", chosen(ask(PROMPT)));
        }
    }

    @Test
    void aStreamOfEventsThatBreaksIsOpenedAgain() {
        FakeWorker worker = followed(FakeWorker.start("w1", "tiny", 4));
        worker.feed().cut();
        Await.until("it is followed again", () -> worker.feed().listeners() == 1);
    }

    @Test
    void anExplanationSaysWhatWasExpectedAndWhatCame() {
        followed(FakeWorker.start("w1", "tiny", 4));
        String id = ask(PROMPT);
        given().get("/api/v1/decisions/" + id)
                .then()
                .statusCode(200)
                .body("decisions[0].policy", equalTo("least-damage"))
                .body("decisions[0].explanation", containsString("w1 was chosen of 1"))
                .body("decisions[0].outcome.outputTokens", equalTo(3))
                .body("decisions[0].outcome.promisesKept", equalTo(true));
    }

    private FakeWorker followed(FakeWorker worker) {
        fleet.list(worker);
        String id = worker.endpoint().id();
        KeptPrompts kept =
                new KeptPrompts(FakeWorker.MANIFEST, FakeFeed.BLOCK_TOKENS, FakeFeed.POOL_BLOCKS);
        Await.until(
                id + " is followed",
                () -> pool.link(id).map(WorkerLink::kept).equals(Optional.of(kept)));
        return worker;
    }

    /** The id of an answered request. */
    private static String ask(String prompt) {
        return given().contentType("application/json")
                .body("{\"model\":\"tiny\",\"prompt\":\"" + prompt + "\",\"max_tokens\":3}")
                .post("/v1/completions")
                .then()
                .statusCode(200)
                .extract()
                .header("x-request-id");
    }

    private static String chosen(String requestId) {
        return given().get("/api/v1/decisions/" + requestId)
                .then()
                .statusCode(200)
                .extract()
                .path("decisions[0].chosen");
    }

    private String salt(String requestId) {
        FakeWorker served = fleet.worker(chosen(requestId));
        return served.requests().getLast().getCacheSalt();
    }
}
