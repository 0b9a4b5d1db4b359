package io.aifactory.scheduler.testing;

import com.google.protobuf.ByteString;
import io.aifactory.contracts.worker.v1.Finish;
import io.aifactory.contracts.worker.v1.FinishReason;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.ModelTask;
import io.aifactory.contracts.worker.v1.SequenceUsage;
import io.aifactory.contracts.worker.v1.TokenLogprobs;
import io.aifactory.tokenization.BytePairTrainer;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.util.List;

/** What the fake worker speaks: one token per byte, and the letter that follows from the seed. */
public final class Letters {
    public static final String END = "<|endoftext|>";
    public static final int VOCABULARY = 257;

    private static final Tokenizer TOKENIZER =
            new BytePairTrainer(VOCABULARY, 1, List.of(END)).train(size -> {});

    private Letters() {}

    public static byte[] tokenizerJson() {
        return TokenizerJson.write(TOKENIZER);
    }

    public static int[] encode(String text) {
        return TOKENIZER.encode(text);
    }

    public static String decode(int token) {
        return TOKENIZER.decode(new int[] {token});
    }

    /** The token at this place of the generated text. */
    public static int token(long seed, int place) {
        char letter = (char) ('a' + Math.floorMod(seed + place, 26L));
        return TOKENIZER.encode(String.valueOf(letter))[0];
    }

    /** A report: minus the place, and alternatives from the token's id upwards, each one less. */
    static TokenLogprobs logprobs(int token, int place, int alternatives) {
        TokenLogprobs.Builder report = TokenLogprobs.newBuilder().setLogprob(-place);
        for (int i = 0; i < alternatives; i++) {
            report.addTopTokens(token + i).addTopLogprobs(-place - i);
        }
        return report.build();
    }

    /** What a model that speaks them says of itself. */
    static ModelDescription.Builder description() {
        return ModelDescription.newBuilder()
                .setVocabulary(VOCABULARY)
                .addEosTokens(0)
                .setTask(ModelTask.MODEL_TASK_GENERATE)
                .setTokenizerJson(ByteString.copyFrom(tokenizerJson()))
                .putSpecialTokens("eos_token", END);
    }

    static GenerateEvent finish(GenerateRequest request, int tokens) {
        return GenerateEvent.newBuilder()
                .setFinish(
                        Finish.newBuilder()
                                .setReason(
                                        tokens < request.getMaxTokens()
                                                ? FinishReason.FINISH_REASON_STOP
                                                : FinishReason.FINISH_REASON_LENGTH)
                                .setUsage(
                                        SequenceUsage.newBuilder()
                                                .setPromptTokens(request.getPromptTokensCount())
                                                .setCompletionTokens(tokens)
                                                .setJoules(tokens * FakeWorker.JOULES_PER_TOKEN)
                                                .setJoulesEstimated(true)))
                .build();
    }

    public static Tokenizer tokenizer() {
        return TOKENIZER;
    }

    /** The text of that many tokens. */
    public static String text(long seed, int tokens) {
        StringBuilder text = new StringBuilder();
        for (int place = 0; place < tokens; place++) {
            text.append(decode(token(seed, place)));
        }
        return text.toString();
    }

    /** Without a grammar it goes on for ever. */
    static int length(GenerateRequest request, List<Integer> answer) {
        return request.hasGrammar() ? answer.size() : Integer.MAX_VALUE;
    }
}
