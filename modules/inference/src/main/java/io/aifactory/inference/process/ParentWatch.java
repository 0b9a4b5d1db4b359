package io.aifactory.inference.process;

import java.util.Optional;

/** Ends this process when the one that started it is gone, however that died. */
final class ParentWatch {
    private ParentWatch() {}

    static void watch(long parentPid, ProcessEnd end) {
        Optional<ProcessHandle> parent = ProcessHandle.of(parentPid);
        if (parent.isEmpty()) {
            end.end(ExitCode.PARENT_GONE);
            return;
        }
        var _ = parent.get().onExit().thenRun(() -> end.end(ExitCode.PARENT_GONE));
    }
}
