package io.aifactory.languagemodel.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.languagemodel.inference.EngineException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked of the driver, against one made of Java methods. */
class CudaQueueTest {
    private final Driver driver = new Driver();

    /** Hands out contexts and events by number and writes down what it is asked for. */
    @SuppressWarnings({"restricted", "UnusedMethod"}) // called as native functions
    private static final class Driver implements SymbolLookup {
        final List<String> calls = new ArrayList<>();
        private final Arena arena = Arena.ofAuto();
        private int status;
        private long events = 100;

        @Override
        public Optional<MemorySegment> find(String name) {
            return switch (name) {
                case "cuDevicePrimaryCtxRetain" -> stub("retain", ADDRESS, JAVA_INT);
                case "cuDevicePrimaryCtxRelease_v2" -> stub("release", JAVA_INT);
                case "cuCtxPushCurrent_v2" -> stub("push", ADDRESS);
                case "cuCtxPopCurrent_v2" -> stub("pop", ADDRESS);
                case "cuEventCreate" -> stub("create", ADDRESS, JAVA_INT);
                case "cuEventRecord" -> stub("place", ADDRESS, ADDRESS);
                case "cuEventSynchronize" -> stub("synchronize", ADDRESS);
                case "cuEventDestroy_v2" -> stub("destroy", ADDRESS);
                default -> Optional.empty();
            };
        }

        private Optional<MemorySegment> stub(String method, MemoryLayout... arguments) {
            FunctionDescriptor kind = FunctionDescriptor.of(JAVA_INT, arguments);
            try {
                var handle = MethodHandles.lookup().bind(this, method, kind.toMethodType());
                return Optional.of(Linker.nativeLinker().upcallStub(handle, kind, arena));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(method, e);
            }
        }

        private int called(String what) {
            calls.add(what);
            return status;
        }

        private static void write(MemorySegment out, long pointer) {
            out.reinterpret(ADDRESS.byteSize()).set(ADDRESS, 0, MemorySegment.ofAddress(pointer));
        }

        int retain(MemorySegment out, int index) {
            write(out, 7);
            return called("retain " + index);
        }

        int release(int index) {
            return called("release " + index);
        }

        int push(MemorySegment context) {
            return called("push " + context.address());
        }

        int pop(MemorySegment out) {
            write(out, 7);
            return called("pop");
        }

        int create(MemorySegment out, int flags) {
            write(out, ++events);
            return called("create with " + flags);
        }

        int place(MemorySegment event, MemorySegment stream) {
            return called("record " + event.address() + " in " + stream.address());
        }

        int synchronize(MemorySegment event) {
            return called("wait for " + event.address());
        }

        int destroy(MemorySegment event) {
            return called("destroy " + event.address());
        }
    }

    @Test
    void marksAreEventsInTheDefaultStreamOfTheDevice() {
        // When two steps are given before the first is waited for
        try (CudaQueue queue = new CudaQueue(driver, 3)) {
            DeviceQueue.Mark first = queue.mark();
            DeviceQueue.Mark second = queue.mark();
            first.await();
            first.close();
            second.await();
            second.close();
        }

        // Then
        assertEquals(
                List.of(
                        "retain 3",
                        "push 7",
                        "create with 2",
                        "record 101 in 0",
                        "pop",
                        "push 7",
                        "create with 2",
                        "record 102 in 0",
                        "pop",
                        "wait for 101",
                        "destroy 101",
                        "wait for 102",
                        "destroy 102",
                        "release 3"),
                driver.calls);
    }

    @Test
    void aQueueWithoutMarksHoldsNothing() {
        new CudaQueue(driver, 0).close();
        assertEquals(List.of(), driver.calls);
    }

    @Test
    void whatFailsIsNamed() {
        driver.status = 700;
        CudaQueue queue = new CudaQueue(driver, 0);
        assertEquals(
                "cuDevicePrimaryCtxRetain: CUDA error 700",
                assertThrows(EngineException.class, queue::mark).getMessage());
        assertEquals(
                "the NVIDIA driver has no cuDevicePrimaryCtxRetain",
                assertThrows(
                                EngineException.class,
                                () -> new CudaQueue(name -> Optional.empty(), 0))
                        .getMessage());
    }
}
