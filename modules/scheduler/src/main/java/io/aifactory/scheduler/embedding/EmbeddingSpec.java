package io.aifactory.scheduler.embedding;

import io.aifactory.contracts.worker.v1.EmbedRequest;
import io.aifactory.contracts.worker.v1.TokenList;
import java.util.List;

/**
 * Inputs to be embedded.
 *
 * @param requestId of the client's request
 * @param tenant who pays
 * @param model served model name
 * @param manifest digest of the model version whose tokenizer made the tokens
 * @param inputs token ids of each; none empty
 */
public record EmbeddingSpec(
        String requestId, String tenant, String model, String manifest, List<int[]> inputs) {
    public EmbeddingSpec {
        inputs = List.copyOf(inputs);
    }

    /** Tokens of all inputs. */
    public int tokens() {
        return inputs.stream().mapToInt(input -> input.length).sum();
    }

    /**
     * The request to a worker.
     *
     * @param attempt 0, 1, … : makes the id unique among what may still run elsewhere
     */
    EmbedRequest toWorker(int attempt) {
        var request =
                EmbedRequest.newBuilder()
                        .setRequestId(requestId + "-" + attempt)
                        .setModel(model)
                        .setManifestDigest(manifest);
        for (int[] input : inputs) {
            TokenList.Builder tokens = TokenList.newBuilder();
            for (int token : input) {
                tokens.addTokens(token);
            }
            request.addInputs(tokens);
        }
        return request.build();
    }
}
