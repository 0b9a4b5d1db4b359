package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.contracts.worker.v1.BlockStored;
import io.aifactory.contracts.worker.v1.KvTier;
import io.aifactory.contracts.worker.v1.ObserveRequest;
import io.aifactory.contracts.worker.v1.StepDone;
import io.aifactory.contracts.worker.v1.WorkerEvent;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.FakeModelStore;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FakeModelStore.class)
class ObserveTest extends WorkerServiceFixture {
    private static final String PROMPT = "0123456789abcdef0123456789ABCDEF....";

    @Test
    void aListenerHearsWhichBlocksAreKeptAndWhatStepsTook() {
        status(); // the model is there
        CancellableContext call = Context.current().withCancellation();
        List<WorkerEvent> heard = new ArrayList<>();
        call.run(() -> {
            Iterator<WorkerEvent> events =
                    client.blocking().observe(ObserveRequest.getDefaultInstance());
            heard.add(events.next());
            client.generate(request(PROMPT, 3).setCacheSalt("ann").build());
            // 36 tokens in steps of 16, then two decoded ones
            while (heard.stream().filter(WorkerEvent::hasStep).count() < 5) {
                heard.add(events.next());
            }
        });
        call.cancel(null);

        var kept = heard.getFirst().getKept();
        assertEquals(FakeModelStore.manifest().value(), kept.getManifestDigest());
        assertEquals(2, kept.getPoolBlocks());
        List<BlockStored> stored =
                heard.stream().filter(WorkerEvent::hasStored).map(WorkerEvent::getStored).toList();
        assertEquals(chain("ann"), stored.stream().map(event -> event.getHash()).toList());
        assertEquals(bytes(BlockHash.root("", "ann")), stored.getFirst().getParent());
        assertEquals(stored.get(0).getHash(), stored.get(1).getParent());
        assertEquals(KvTier.KV_TIER_POOL, stored.getFirst().getTier());
        List<Long> numbers =
                heard.stream()
                        .filter(event -> event.hasStored() || event.hasRemoved())
                        .map(event ->
                                event.hasStored()
                                        ? event.getStored().getNumber()
                                        : event.getRemoved().getNumber())
                        .toList();
        for (int i = 0; i < numbers.size(); i++) {
            assertEquals(kept.getNextNumber() + i, numbers.get(i));
        }
        List<StepDone> steps =
                heard.stream().filter(WorkerEvent::hasStep).map(WorkerEvent::getStep).toList();
        assertEquals(36, steps.stream().mapToInt(StepDone::getPrefillTokens).sum());
        assertEquals(3, steps.stream().mapToInt(StepDone::getGeneratedTokens).sum());
        assertEquals(37, steps.getLast().getKvTokens());
        assertTrue(steps.stream().allMatch(step -> step.getNanos() > 0 && step.getJoules() > 0));
    }

    @Test
    void onlyTheSameSaltFindsAKnownBeginning() {
        client.generate(request(PROMPT, 1).setCacheSalt("carl").build());

        assertEquals(0, cached("dora"));
        assertEquals(32, cached("dora"));
    }

    private int cached(String salt) {
        return client.generate(request(PROMPT, 1).setCacheSalt(salt).build())
                .finish()
                .getUsage()
                .getCachedTokens();
    }

    private static List<ByteString> chain(String salt) {
        int[] tokens = new ByteTokenizer().encode(PROMPT);
        return BlockHash.chain(BlockHash.root("", salt), tokens, tokens.length, 16).stream()
                .map(ObserveTest::bytes)
                .toList();
    }

    private static ByteString bytes(BlockHash hash) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(16).putLong(hash.high()).putLong(hash.low()).array());
    }
}
