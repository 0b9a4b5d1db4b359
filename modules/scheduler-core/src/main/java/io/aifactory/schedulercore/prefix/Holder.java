package io.aifactory.schedulercore.prefix;

/** A registered worker: which blocks it holds and which of them are only predicted. */
final class Holder {
    private final String workerId;
    private final int ordinal;
    private final SlotJournal journal = new SlotJournal();
    private final Predictions.Queue predicted;

    /** Where it was last said to have removed a block. */
    int lastRemoved;

    Holder(String workerId, int ordinal) {
        this.workerId = workerId;
        this.ordinal = ordinal;
        this.predicted = new Predictions.Queue(ordinal);
    }

    String workerId() {
        return workerId;
    }

    int ordinal() {
        return ordinal;
    }

    SlotJournal journal() {
        return journal;
    }

    Predictions.Queue predicted() {
        return predicted;
    }
}
