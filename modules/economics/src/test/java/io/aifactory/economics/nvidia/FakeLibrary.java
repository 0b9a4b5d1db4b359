package io.aifactory.economics.nvidia;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A library made of Java methods of its own that are called as native ones. */
@SuppressWarnings("restricted")
abstract class FakeLibrary implements SymbolLookup {
    private static final int LONGEST_TEXT = 32;

    private final Arena arena = Arena.ofAuto();
    private final Set<String> missing = new HashSet<>();
    private final Map<String, Integer> lookups = new HashMap<>();

    final void lack(String function) {
        missing.add(function);
    }

    /** How often the function was looked for. */
    final int lookups(String function) {
        return lookups.getOrDefault(function, 0);
    }

    @Override
    public final Optional<MemorySegment> find(String name) {
        lookups.merge(name, 1, Integer::sum);
        return missing.contains(name) ? Optional.empty() : function(name);
    }

    abstract Optional<MemorySegment> function(String name);

    /** A method that returns a status. */
    final Optional<MemorySegment> status(String method, MemoryLayout... arguments) {
        return stub(method, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    final Optional<MemorySegment> stub(String method, FunctionDescriptor signature) {
        MethodType type = signature.toMethodType();
        try {
            var handle = MethodHandles.lookup().bind(this, method, type);
            return Optional.of(Linker.nativeLinker().upcallStub(handle, signature, arena));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method, e);
        }
    }

    /** A text that lives as long as the library. */
    final MemorySegment constant(String text) {
        return arena.allocateFrom(text);
    }

    static int write(MemorySegment out, int size, String text) {
        out.reinterpret(size).setString(0, text);
        return 0;
    }

    static int write(MemorySegment out, int number) {
        out.reinterpret(JAVA_INT.byteSize()).set(JAVA_INT, 0, number);
        return 0;
    }

    static int write(MemorySegment out, MemorySegment pointer) {
        out.reinterpret(ADDRESS.byteSize()).set(ADDRESS, 0, pointer);
        return 0;
    }

    static int writeLongs(MemorySegment out, long... numbers) {
        MemorySegment.copy(
                numbers,
                0,
                out.reinterpret(JAVA_LONG.byteSize() * numbers.length),
                JAVA_LONG,
                0,
                numbers.length);
        return 0;
    }

    static String read(MemorySegment text) {
        return text.reinterpret(LONGEST_TEXT).getString(0);
    }

    /** Where the device that NVML counts so is plugged in. */
    static String busId(int index) {
        return "0000:%02x:00.0".formatted(index + 1);
    }
}
