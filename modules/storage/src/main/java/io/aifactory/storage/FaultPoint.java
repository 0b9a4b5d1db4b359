package io.aifactory.storage;

import java.io.IOException;

/** A hook that a write calls after each step; does nothing outside tests. */
@FunctionalInterface
interface FaultPoint {
    FaultPoint NONE = step -> {};

    /**
     * @throws IOException to let the write fail as if the device had reported it
     */
    void reached(WriteStep step) throws IOException;
}
