package io.aifactory.inference.batching;

/** How clients are told what the device has made: one thing after the other, in order. */
interface Delivery {
    /** To be called by one thread only; what is told must not throw. */
    void add(Runnable telling);

    /**
     * Returns when all that was added before the last call of this method has been told, so that
     * the device is never more than a step ahead of what clients know.
     */
    void pace() throws InterruptedException;

    /** Returns when all has been told; nothing may be added afterwards. */
    void close();

    /** Tells at once, on the thread that adds. */
    static Delivery atOnce() {
        return new Delivery() {
            @Override
            public void add(Runnable telling) {
                telling.run();
            }

            @Override
            public void pace() {}

            @Override
            public void close() {}
        };
    }
}
