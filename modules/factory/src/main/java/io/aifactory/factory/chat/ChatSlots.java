package io.aifactory.factory.chat;

/** How many sequences a worker for a chat should hold at once. Pure. */
final class ChatSlots {
    /** One for the chat, the others for a second terminal and a script beside it. */
    private static final int USUAL = 4;

    /** Part of the free memory that is left to everything else. */
    private static final double RESERVE = 0.15;

    private ChatSlots() {}

    /**
     * @param free bytes of memory
     * @param weights bytes of the weights as they are stored
     * @param slot bytes of one slot
     */
    static int of(long free, long weights, long slot) {
        if (slot <= 0) {
            return USUAL;
        }
        double room = free * (1 - RESERVE) - weights;
        return Math.clamp((long) (room / slot), 1, USUAL);
    }
}
