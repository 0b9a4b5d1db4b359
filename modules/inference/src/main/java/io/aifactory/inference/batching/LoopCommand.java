package io.aifactory.inference.batching;

import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.PreparedModel;
import java.util.concurrent.CompletableFuture;

/** What the step loop can be told. */
sealed interface LoopCommand {
    record Generate(LiveSequence sequence) implements LoopCommand {}

    record Embed(LiveEmbedding request) implements LoopCommand {}

    record Load(PreparedModel model, CompletableFuture<LoadedModel> done) implements LoopCommand {}

    record Drain() implements LoopCommand {}

    record Stop() implements LoopCommand {}
}
