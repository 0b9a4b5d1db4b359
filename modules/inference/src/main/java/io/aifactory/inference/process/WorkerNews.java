package io.aifactory.inference.process;

import io.aifactory.inference.batching.LoopListener;
import io.aifactory.inference.batching.StepReport;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.observing.WorkerFeed;
import io.aifactory.inference.prefix.BlockEvent;

/** What happens on the device goes to the figures and to those who listen. */
record WorkerNews(WorkerMetrics metrics, WorkerFeed feed) implements LoopListener {
    @Override
    public void step(StepReport report) {
        metrics.step(report);
        feed.step(report);
    }

    @Override
    public void loaded(LoadedModel model, int poolBlocks) {
        feed.loaded(model, poolBlocks);
    }

    @Override
    public void unloaded() {
        feed.unloaded();
    }

    @Override
    public void block(BlockEvent event) {
        feed.block(event);
    }

    @Override
    public void ended() {
        feed.ended();
    }
}
