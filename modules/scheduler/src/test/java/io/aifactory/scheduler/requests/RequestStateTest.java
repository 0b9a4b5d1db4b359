package io.aifactory.scheduler.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.scheduler.requests.RequestState.Cancelled;
import io.aifactory.scheduler.requests.RequestState.Ended;
import io.aifactory.scheduler.requests.RequestState.Failed;
import io.aifactory.scheduler.requests.RequestState.Finished;
import io.aifactory.scheduler.requests.RequestState.Queued;
import io.aifactory.scheduler.requests.RequestState.Running;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequestStateTest {
    @Test
    void aRequestWaitsThenRunsThenFinishes() {
        Queued queued = RequestState.received();
        Running running = queued.start("w1");
        Finished finished = running.finish();

        assertEquals(
                List.of("QUEUED ", "RUNNING w1", "FINISHED "), texts(queued, running, finished));
    }

    @Test
    void itMayBeCancelledOrFailWhileItWaitsAndWhileItRuns() {
        Queued queued = RequestState.received();
        Running running = queued.start("w1");

        assertEquals(
                List.of("CANCELLED ", "CANCELLED ", "FAILED queue_full", "FAILED worker_lost"),
                texts(
                        queued.cancel(),
                        running.cancel(),
                        queued.fail(ErrorCode.QUEUE_FULL),
                        running.fail(ErrorCode.WORKER_LOST)));
    }

    @Test
    void thereAreNoOtherTransitionsAndNoneFromAnEnd() {
        assertEquals(
                Set.of("start Running", "cancel Cancelled", "fail Failed"),
                transitions(Queued.class));
        assertEquals(
                Set.of("finish Finished", "cancel Cancelled", "fail Failed"),
                transitions(Running.class));
        for (Class<?> end : Ended.class.getPermittedSubclasses()) {
            assertEquals(Set.of(), transitions(end), end::getName);
        }
    }

    @Test
    void usageAndMetricsKnowThreeOutcomes() {
        assertEquals(
                List.of("finished", "cancelled", "failed"),
                List.of(
                        new Finished().outcome(),
                        new Cancelled().outcome(),
                        new Failed(ErrorCode.INTERNAL).outcome()));
    }

    private static List<String> texts(RequestState... states) {
        return Arrays.stream(states).map(state -> state.name() + " " + state.detail()).toList();
    }

    private static Set<String> transitions(Class<?> state) {
        return Arrays.stream(state.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> RequestState.class.isAssignableFrom(method.getReturnType()))
                .map(method -> method.getName() + " " + method.getReturnType().getSimpleName())
                .collect(Collectors.toSet());
    }
}
