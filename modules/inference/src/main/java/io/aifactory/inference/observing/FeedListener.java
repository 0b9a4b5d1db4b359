package io.aifactory.inference.observing;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.batching.StepReport;
import io.aifactory.inference.prefix.BlockEvent;

/** Port: somebody who listens. No method may block or throw. */
public interface FeedListener {
    /** Nobody listens any more; never goes back. */
    boolean gone();

    /** All that is kept now; what was told before is void. */
    void kept(KeptBlocks snapshot);

    void block(BlockEvent event);

    void step(StepReport report);

    /** Nothing follows. */
    void ended(FactoryException why);
}
