package io.aifactory.inference.batching;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.SequenceSink;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.sequence.Usage;
import io.aifactory.languagemodel.inference.SampledToken;

/**
 * Where the tokens of one sequence go: they become text, and its client is told. All methods are
 * for the device's thread. Text is made where clients are told, unless a stop string in it may end
 * the sequence: then the next step depends on it.
 */
final class Outlet {
    private final SequenceText text;
    private final SequenceSink sink;
    private final boolean mayStop;
    private final Delivery delivery;
    private volatile boolean broken;

    /**
     * @param mayStop whether a stop string may end the sequence
     */
    Outlet(SequenceText text, SequenceSink sink, boolean mayStop, Delivery delivery) {
        this.text = text;
        this.sink = sink;
        this.mayStop = mayStop;
        this.delivery = delivery;
    }

    /** Nobody waits any more, or could be told. */
    boolean isGone() {
        return broken || sink.cancelled();
    }

    /**
     * @return whether a stop string has been found
     */
    boolean token(SampledToken sampled) {
        if (!mayStop) {
            tell(() -> sink.token(sampled, text.accept(sampled.token())));
            return false;
        }
        String shown = text.accept(sampled.token());
        tell(() -> sink.token(sampled, shown));
        return text.stopped();
    }

    /**
     * @param reason unless a stop string has been found
     */
    void finished(EndReason reason, Usage usage) {
        tell(() -> {
            String rest = text.finish();
            sink.finished(rest, text.stopped() ? EndReason.STOP : reason, usage);
        });
    }

    void failed(FactoryException error) {
        tell(() -> sink.failed(error));
    }

    private void tell(Runnable what) {
        delivery.add(() -> {
            if (!broken) {
                guarded(what);
            }
        });
    }

    /** A text that cannot be made ends its sequence, not those of others. */
    private void guarded(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            broken = true;
            sink.failed(
                    new FactoryException(
                            ErrorCode.INTERNAL, ErrorCode.INTERNAL.publicMessage(), e));
        }
    }
}
