package io.aifactory.inference.process;

/** Port: ends the process. */
@FunctionalInterface
public interface ProcessEnd {
    /** Begins to end the process and returns; a process that hangs is cut off. */
    void end(ExitCode code);
}
