package io.aifactory.scheduler.embedding;

import io.aifactory.scheduler.generation.SequenceResult;
import java.util.List;

/**
 * What became of a request.
 *
 * @param vectors one for each input, in order
 * @param used its account: a sequence that generates no token, whose first and only answer are the
 *     vectors
 */
public record EmbeddingResult(List<float[]> vectors, SequenceResult used) {
    public EmbeddingResult {
        vectors = List.copyOf(vectors);
    }
}
