package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeliveryThreadTest {
    private final DeliveryThread delivery = new DeliveryThread();
    private final List<Integer> told = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() {
        delivery.start();
    }

    @Test
    void tellsInOrderAndAllOfItBeforeItCloses() {
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            expected.add(number);
            delivery.add(() -> told.add(number));
        }

        delivery.close();

        assertEquals(expected, told);
    }

    @Test
    void whoAddsIsAtMostOneStepAhead() throws Exception {
        // Given the first step's telling, which does not end yet
        CountDownLatch slow = new CountDownLatch(1);
        delivery.pace();
        delivery.add(() -> await(slow));

        // When
        delivery.pace(); // the second step need not wait for the first one's
        delivery.add(() -> told.add(2));
        CompletableFuture<Void> third = CompletableFuture.runAsync(this::pace);

        // Then the third one waits
        assertThrows(TimeoutException.class, () -> third.get(50, TimeUnit.MILLISECONDS));
        slow.countDown();
        third.get();
        delivery.close();
        assertEquals(List.of(2), told);
    }

    @Test
    void whoAddsLearnsThatNothingCanBeToldAnyMore() throws Exception {
        // Given a telling that fails while the step after it runs
        CountDownLatch running = new CountDownLatch(1);
        delivery.pace();
        delivery.add(() -> {
            await(running);
            throw new StackOverflowError("as a sink might");
        });
        delivery.pace();
        running.countDown();

        // When the step after that is to begin
        IllegalStateException failure = assertThrows(IllegalStateException.class, delivery::pace);

        // Then
        assertInstanceOf(StackOverflowError.class, failure.getCause());
        delivery.close();
    }

    private void pace() {
        try {
            delivery.pace();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
