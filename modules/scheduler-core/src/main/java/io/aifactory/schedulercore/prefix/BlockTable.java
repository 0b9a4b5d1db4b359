package io.aifactory.schedulercore.prefix;

/**
 * The blocks that somebody holds and who holds them. A block without holders is forgotten at once.
 */
final class BlockTable {
    private final IndexLimits limits;
    private final HashSlots slots;
    private final WorkerBits bits = new WorkerBits(1);
    private final Predictions predictions;
    private long refused;

    BlockTable(IndexLimits limits, Predictions predictions) {
        this.limits = limits;
        this.slots = new HashSlots(limits.blocks());
        this.predictions = predictions;
    }

    HashSlots slots() {
        return slots;
    }

    WorkerBits bits() {
        return bits;
    }

    long refused() {
        return refused;
    }

    boolean holds(Holder holder, int slot) {
        return slot >= 0 && bits.contains(slot, holder.ordinal());
    }

    /**
     * A block that the worker does not hold yet.
     *
     * @param known its slot, -1 if nobody holds it
     * @return its slot; -1 if a limit forbids it
     */
    int add(Holder holder, int known, long hash) {
        if (holder.journal().count() == limits.blocksPerWorker()) {
            refused++;
            return -1;
        }
        int slot = known;
        if (slot < 0) {
            slot = slots.add(hash);
            if (slot < 0) {
                refused++;
                return -1;
            }
            bits.growSlots(slot + 1);
        }
        bits.add(slot, holder.ordinal());
        holder.journal().add(slot, s -> holds(holder, s), slots.capacity());
        return slot;
    }

    /** Engines give up the end of a prompt first, so the next to go is mostly one slot below. */
    void remove(Holder holder, long hash) {
        int slot = slots.slotAfter(holder.lastRemoved - 2, hash);
        if (slot >= 0) {
            holder.lastRemoved = slot;
            release(holder, slot);
        }
    }

    /** Nothing happens if the worker does not hold the block. */
    void release(Holder holder, int slot) {
        if (!bits.remove(slot, holder.ordinal())) {
            return;
        }
        holder.journal().removed();
        predictions.forget(holder.predicted(), slot);
        if (bits.isEmpty(slot)) {
            slots.free(slot);
        }
    }

    void releaseAll(Holder holder) {
        SlotJournal journal = holder.journal();
        for (int index = 0; index < journal.listed(); index++) {
            release(holder, journal.slot(index));
        }
        journal.clear();
    }
}
