package io.aifactory.languagemodel.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;

/**
 * How libtorch's OpenMP threads wait for each other. By default they spin for milliseconds; where
 * the processors are shared with other work, a thread that spins for one that is not running wastes
 * its whole time slice, and steps get ten times slower. Threads that sleep at once cost a wake-up
 * for each of the hundreds of operators of a step, most of which take less time than that. So they
 * spin for about as long as a wake-up takes, some tens of microseconds, and then sleep.
 *
 * <p>GNU's OpenMP reads both variables from the process' environment when it is loaded, which Java
 * cannot change by itself. Its manual: {@code GOMP_SPINCOUNT}.
 */
final class WaitPolicy {
    private static final String POLICY = "OMP_WAIT_POLICY";
    private static final String SPINS = "GOMP_SPINCOUNT";

    private WaitPolicy() {}

    /** Takes effect before libtorch is loaded; a value from outside wins. */
    static void spinBriefly() {
        if (System.getenv(POLICY) == null && System.getenv(SPINS) == null) {
            set(Map.of(POLICY, "PASSIVE", SPINS, "2000"));
        }
    }

    @SuppressWarnings("restricted") // a call into libc
    private static void set(Map<String, String> variables) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            return;
        }
        FunctionDescriptor signature =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        MethodHandle function = linker.downcallHandle(setenv.get(), signature);
        try (Arena arena = Arena.ofConfined()) {
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                int keep = 0;
                int result =
                        (int)
                                function.invokeExact(
                                        arena.allocateFrom(variable.getKey()),
                                        arena.allocateFrom(variable.getValue()),
                                        keep);
                if (result != 0) {
                    throw new IllegalStateException("setenv gives " + result);
                }
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot set how OpenMP threads wait", e);
        }
    }
}
