package io.aifactory.languagemodel.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * How libtorch's OpenMP threads wait for each other. By default they spin; where the processors are
 * shared with other work, a thread that spins for one that is not running wastes its whole time
 * slice, and steps get ten times slower. {@code OMP_WAIT_POLICY=PASSIVE} lets them sleep. OpenMP
 * reads it from the process' environment when it is loaded, which Java cannot change by itself.
 */
final class WaitPolicy {
    private static final String NAME = "OMP_WAIT_POLICY";

    private WaitPolicy() {}

    /** Takes effect before libtorch is loaded; a value from outside wins. */
    @SuppressWarnings("restricted") // a call into libc
    static void sleepRatherThanSpin() {
        if (System.getenv(NAME) != null) {
            return;
        }
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
            int keep = 0;
            int result =
                    (int)
                            function.invokeExact(
                                    arena.allocateFrom(NAME), arena.allocateFrom("PASSIVE"), keep);
            if (result != 0) {
                throw new IllegalStateException("setenv gives " + result);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot set " + NAME, e);
        }
    }
}
