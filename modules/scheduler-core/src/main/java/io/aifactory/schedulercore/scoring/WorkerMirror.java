package io.aifactory.schedulercore.scoring;

import io.aifactory.economics.step.StepContent;
import java.util.ArrayList;
import java.util.List;

/**
 * What one worker has to do as far as can be told from outside: prompts in the order in which they
 * were sent, which is the order in which they are computed, and the sequences that decode. Each
 * step that the worker reports moves both on.
 */
final class WorkerMirror {
    private final List<LiveRequest> prompts = new ArrayList<>();
    private final List<LiveRequest> decoding = new ArrayList<>();
    private long decodeSteps;
    private long promptTokensEver;

    List<LiveRequest> prompts() {
        return prompts;
    }

    List<LiveRequest> decoding() {
        return decoding;
    }

    int count() {
        return prompts.size() + decoding.size();
    }

    /** Uncached prompt tokens that were ever sent to it: what it has put into its KV cache. */
    long promptTokensEver() {
        return promptTokensEver;
    }

    /** Output tokens that one that decodes has; at least 1. */
    int generated(LiveRequest request) {
        return (int) Math.min(Integer.MAX_VALUE, 1 + decodeSteps - request.joinedAtStep);
    }

    void sent(LiveRequest request) {
        prompts.add(request);
        promptTokensEver += request.uncomputed;
    }

    void stepped(StepContent content) {
        if (content.decodeSequences() > 0) {
            decodeSteps++;
        }
        int left = content.prefillTokens();
        for (int i = 0; left > 0 && i < prompts.size(); i++) {
            LiveRequest prompt = prompts.get(i);
            // Its first token has not come, so one token at least is not computed.
            int done = Math.min(left, prompt.uncomputed - 1);
            prompt.uncomputed -= done;
            left -= Math.max(1, done);
        }
    }

    void firstToken(LiveRequest request, long nowNanos) {
        if (prompts.remove(request)) {
            request.started = true;
            request.firstNanos = nowNanos;
            request.joinedAtStep = decodeSteps;
            decoding.add(request);
        }
    }

    void ended(LiveRequest request) {
        if (!decoding.remove(request)) {
            prompts.remove(request);
        }
    }

    /** The one that has been there for longest; there is one. */
    LiveRequest oldest() {
        return decoding.isEmpty() ? prompts.getFirst() : decoding.getFirst();
    }
}
