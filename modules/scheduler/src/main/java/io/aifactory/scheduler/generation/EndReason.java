package io.aifactory.scheduler.generation;

/** Why a sequence ended. */
public enum EndReason {
    /** The model ended it, or a stop string was reached. */
    STOP,
    /** The requested number of tokens was reached. */
    LENGTH
}
