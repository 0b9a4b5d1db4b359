package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.StepUnderWay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that are begun before the tokens of the one before are known, against one at a time. */
@OnDevice
class StepsAheadTest {
    private static final int SLOTS = 6;
    private static final int TOKENS = 18;

    @TempDir Path folder;

    private final Random random = new Random(5);

    @BeforeEach
    void write() throws IOException {
        TinyModel.write(folder, TinyModel.config(2, true), 1);
    }

    /** A sequence in a slot, and how far what it was given has come. */
    private final class Running {
        final int slot;
        final int[] prompt;
        final List<Integer> known = new ArrayList<>();
        int prefilled;
        int asked;

        Running(int slot) {
            this.slot = slot;
            this.prompt = random.ints(1 + random.nextInt(9), 0, 97).toArray();
        }

        /** The rest of its prompt or a part of it; then its newest token, known or not. */
        StepItem next() {
            int left = prompt.length - prefilled;
            if (left > 0) {
                int count = 1 + random.nextInt(left);
                int[] tokens = Arrays.copyOfRange(prompt, prefilled, prefilled + count);
                int position = prefilled;
                prefilled += count;
                return new StepItem(
                        slot,
                        position,
                        tokens,
                        count == left ? chosen() : List.of(),
                        StepItem.BASE);
            }
            int position = prompt.length + asked - 1;
            int token = known.size() == asked ? known.getLast() : StepItem.NEWEST;
            return new StepItem(slot, position, new int[] {token}, chosen(), StepItem.BASE);
        }

        private List<Sampling> chosen() {
            return List.of(sampling(slot, prompt.length + asked++));
        }

        boolean more() {
            return asked < TOKENS;
        }
    }

    @Test
    void tokensThatStayOnTheDeviceAreThoseThatComeBack() throws IOException {
        try (InferenceEngine engine = TinyModel.load(folder, SLOTS);
                InferenceEngine alone = TinyModel.load(folder, 1)) {
            List<Running> all = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                all.add(new Running(slot));
            }
            int unread = 0;
            List<Running> before = List.of();
            StepUnderWay underWay = List::of;
            while (all.stream().anyMatch(Running::more)) {
                List<Running> taking = taking(all, before);
                List<StepItem> items = taking.stream().map(Running::next).toList();
                unread += (int) items.stream().filter(StepItem::continues).count();
                StepUnderWay next = engine.begin(items);
                give(before, underWay.tokens());
                underWay = next;
                before = taking;
            }
            give(before, underWay.tokens());

            for (Running each : all) {
                assertEquals(truth(alone, each), each.known, "slot " + each.slot);
            }
            assertTrue(unread > 3 * SLOTS, unread + " tokens were not known");
        }
    }

    /** Any of those that were in the step before; of the others those whose tokens are known. */
    private List<Running> taking(List<Running> all, List<Running> before) {
        Set<Running> last = new HashSet<>(before);
        List<Running> taking = new ArrayList<>();
        for (Running each : all) {
            boolean able = last.contains(each) || each.known.size() == each.asked;
            if (each.more() && able && (random.nextInt(4) > 0 || taking.isEmpty())) {
                taking.add(each);
            }
        }
        return taking;
    }

    private static void give(
            List<Running> taking,
            List<List<io.aifactory.languagemodel.inference.SampledToken>> tokens) {
        for (int i = 0; i < taking.size(); i++) {
            for (var token : tokens.get(i)) {
                taking.get(i).known.add(token.token());
            }
        }
    }

    private static List<Integer> truth(InferenceEngine alone, Running running) {
        List<Integer> tokens = new ArrayList<>();
        int[] next = running.prompt;
        int position = 0;
        while (tokens.size() < TOKENS) {
            Sampling sampling = sampling(running.slot, position + next.length);
            StepItem item = new StepItem(0, position, next, List.of(sampling), StepItem.BASE);
            position += next.length;
            next = new int[] {alone.step(List.of(item)).getFirst().getFirst().token()};
            tokens.add(next[0]);
        }
        return tokens;
    }

    private static Sampling sampling(int slot, int position) {
        double uniform = CounterRandom.uniform(slot, position);
        return switch (slot % 3) {
            case 0 -> Sampling.greedy();
            case 1 -> new Sampling(0.9f, 1, 0, uniform);
            default -> new Sampling(1.2f, 0.9f, 12, uniform);
        };
    }

    @Test
    void aTokenThatTheDeviceDoesNotHaveIsRefused() throws IOException {
        try (InferenceEngine engine = TinyModel.load(folder, 2)) {
            StepItem newest = item(0, 1, StepItem.NEWEST);
            // Given nothing, another slot, or a step that is read at once
            assertRefused(engine, newest);
            engine.begin(List.of(item(1, 0, 5))).tokens();
            assertRefused(engine, newest);
            engine.step(List.of(item(0, 0, 5)));
            assertRefused(engine, newest);

            // Then the engine goes on
            engine.begin(List.of(item(0, 0, 5))).tokens();
            assertEquals(1, engine.begin(List.of(newest)).tokens().size());
        }
    }

    @Test
    void nothingIsKeptOfAStepThatHasBeenRead() throws IOException {
        try (InferenceEngine engine = TinyModel.load(folder, 1)) {
            int before = engine.vitals().nativeHandles();
            StepUnderWay step = engine.begin(List.of(item(0, 0, 5)));
            assertEquals(before + 1, engine.vitals().nativeHandles());
            step.tokens();
            assertEquals(before, engine.vitals().nativeHandles());
        }
    }

    private static void assertRefused(InferenceEngine engine, StepItem item) {
        assertEquals(
                "the device has no newest token of slot 0",
                assertThrows(IllegalArgumentException.class, () -> engine.begin(List.of(item)))
                        .getMessage());
    }

    private static StepItem item(int slot, int position, int token) {
        return new StepItem(
                slot, position, new int[] {token}, List.of(Sampling.greedy()), StepItem.BASE);
    }
}
