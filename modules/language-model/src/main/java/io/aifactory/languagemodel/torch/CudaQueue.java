package io.aifactory.languagemodel.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.aifactory.languagemodel.inference.EngineException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The default stream of one CUDA device, on which libtorch computes, with events of the CUDA driver
 * API as its marks. Events belong to the device's primary context, which libtorch uses as well; it
 * is retained with the first mark, when libtorch has made it.
 */
final class CudaQueue implements DeviceQueue {
    private static final int SUCCESS = 0;
    private static final int WITHOUT_TIMES = 2;
    private static final MemorySegment DEFAULT_STREAM = MemorySegment.NULL;

    private final int index;
    private final Function retain;
    private final Function release;
    private final Function push;
    private final Function pop;
    private final Function create;
    private final Function place;
    private final Function synchronize;
    private final Function destroy;
    private @Nullable MemorySegment context;

    /**
     * @param driver where the functions are
     * @param index of the device among those that the process sees
     */
    CudaQueue(SymbolLookup driver, int index) {
        this.index = index;
        retain = new Function(driver, "cuDevicePrimaryCtxRetain", ADDRESS, JAVA_INT);
        release = new Function(driver, "cuDevicePrimaryCtxRelease_v2", JAVA_INT);
        push = new Function(driver, "cuCtxPushCurrent_v2", ADDRESS);
        pop = new Function(driver, "cuCtxPopCurrent_v2", ADDRESS);
        create = new Function(driver, "cuEventCreate", ADDRESS, JAVA_INT);
        place = new Function(driver, "cuEventRecord", ADDRESS, ADDRESS);
        synchronize = new Function(driver, "cuEventSynchronize", ADDRESS);
        destroy = new Function(driver, "cuEventDestroy_v2", ADDRESS);
    }

    /** The NVIDIA driver; never unloaded, for it keeps threads of its own. */
    @SuppressWarnings("restricted")
    static SymbolLookup driver() {
        return SymbolLookup.libraryLookup(CudaDriver.LIBRARY, Arena.global());
    }

    @Override
    public Mark mark() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ADDRESS);
            // libtorch leaves a thread with the device that it found it with
            push.call(retained(out));
            try {
                create.call(out, WITHOUT_TIMES);
                MemorySegment event = out.get(ADDRESS, 0);
                place.call(event, DEFAULT_STREAM);
                return new Event(event);
            } finally {
                pop.call(out);
            }
        }
    }

    private MemorySegment retained(MemorySegment out) {
        MemorySegment known = context;
        if (known == null) {
            retain.call(out, index);
            known = out.get(ADDRESS, 0);
            context = known;
        }
        return known;
    }

    @Override
    public void close() {
        if (context != null) {
            context = null;
            release.call(index);
        }
    }

    private final class Event implements Mark {
        private final MemorySegment event;

        Event(MemorySegment event) {
            this.event = event;
        }

        @Override
        public void await() {
            synchronize.call(event);
        }

        @Override
        public void close() {
            destroy.call(event);
        }
    }

    /** One function of the driver, which returns how it went. */
    private static final class Function {
        private final String name;
        private final MethodHandle handle;

        @SuppressWarnings("restricted")
        Function(SymbolLookup driver, String name, MemoryLayout... arguments) {
            this.name = name;
            this.handle =
                    Linker.nativeLinker()
                            .downcallHandle(
                                    driver.find(name)
                                            .orElseThrow(() ->
                                                    new EngineException(
                                                            "the NVIDIA driver has no " + name)),
                                    FunctionDescriptor.of(JAVA_INT, arguments));
        }

        void call(Object... arguments) {
            int result;
            try {
                result = (int) handle.invokeWithArguments(arguments);
            } catch (Throwable e) {
                throw new EngineException(name + " could not be called", e);
            }
            if (result != SUCCESS) {
                throw new EngineException("%s: CUDA error %d".formatted(name, result));
            }
        }
    }
}
