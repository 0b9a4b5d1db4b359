package io.aifactory.inference.sequence;

/** Why a sequence ended by itself. */
public enum EndReason {
    /** The model ended it, or a stop string was about to appear. */
    STOP,
    /** It has as many tokens as were asked for. */
    LENGTH
}
