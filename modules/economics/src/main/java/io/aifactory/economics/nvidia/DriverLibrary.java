package io.aifactory.economics.nvidia;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One of the libraries that come with the NVIDIA driver, called through the foreign-function API. A
 * function is bound when it is first called, once: a driver that lacks one still serves the rest.
 * Thread-safe.
 */
@SuppressWarnings("restricted")
abstract class DriverLibrary {
    /** {@code NVML_SUCCESS} and {@code CUDA_SUCCESS}. */
    static final int SUCCESS = 0;

    private static final int LONGEST_REASON = 256;
    private static final MethodType GENERIC = MethodType.methodType(Object.class, Object[].class);

    private final SymbolLookup symbols;
    private final Map<String, Optional<MethodHandle>> functions = new ConcurrentHashMap<>();

    DriverLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /**
     * Empty where it cannot be loaded: usually there is no driver.
     *
     * @param name as the dynamic linker knows it, or a path
     */
    static Optional<SymbolLookup> find(String name) {
        try {
            // never unloaded: the driver keeps threads of its own
            return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException | IllegalCallerException e) {
            return Optional.empty();
        }
    }

    /** The words for a status; empty where the library has none. */
    abstract Optional<String> words(int status);

    /**
     * @param arguments {@link Integer}s and {@link MemorySegment}s
     * @throws DriverException if the library has no such function, or it does not succeed
     */
    final void call(String function, Object... arguments) throws DriverException {
        int status =
                (int)
                        invoke(JAVA_INT, function, arguments)
                                .orElseThrow(() ->
                                        new DriverException(
                                                function,
                                                "the driver is too old, it has no such function"));
        if (status != SUCCESS) {
            throw new DriverException(
                    function,
                    words(status)
                            .map(words -> "%s (%d)".formatted(words, status))
                            .orElse("error " + status));
        }
    }

    /** What the function returns; empty where the library lacks it. */
    final Optional<Object> invoke(MemoryLayout result, String function, Object... arguments) {
        return functions
                .computeIfAbsent(function, _ -> bind(result, function, arguments))
                .map(handle -> invoke(handle, arguments));
    }

    /** A text of the library's own. */
    static String textAt(MemorySegment pointer) {
        return pointer.reinterpret(LONGEST_REASON).getString(0);
    }

    private Optional<MethodHandle> bind(MemoryLayout result, String function, Object... arguments) {
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = arguments[i] instanceof Integer ? JAVA_INT : ADDRESS;
        }
        FunctionDescriptor signature = FunctionDescriptor.of(result, layouts);
        return symbols.find(function)
                .map(address ->
                        Linker.nativeLinker()
                                .downcallHandle(address, signature)
                                .asSpreader(Object[].class, arguments.length)
                                .asType(GENERIC));
    }

    private static Object invoke(MethodHandle handle, Object... arguments) {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native function threw", e);
        }
    }
}
