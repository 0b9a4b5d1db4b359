package io.aifactory.schedulercore.engine;

/** Why a report of a step taught nothing. */
public enum Rejection {
    /** It took no time, or a negative one. */
    NO_TIME,
    /** Nothing was computed in it. */
    EMPTY_STEP,
    /** It took more than ten minutes, or 20 times, or a twentieth of, what such steps take. */
    CLOCK_JUMP,
    /** Steps with different contents took the same time to the nanosecond, 16 times in a row. */
    FROZEN,
    /** Its energy is negative or infinite; its time is taken. */
    NO_ENERGY
}
