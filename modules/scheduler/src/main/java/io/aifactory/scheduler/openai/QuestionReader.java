package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.scheduler.models.ModelCatalog;
import io.aifactory.scheduler.models.ServedModel;
import io.aifactory.tokenization.ChatPrompt;
import io.aifactory.tokenization.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** From a request body to token ids. */
final class QuestionReader {
    /** What the OpenAI API does where a completion request has no bound. */
    private static final int COMPLETION_TOKENS = 16;

    private final ModelCatalog catalog;
    private final AnswerForms forms = new AnswerForms();

    QuestionReader(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    Question completion(InputStream body) throws IOException {
        JsonFields fields = JsonFields.read(body);
        GenerationOptions options =
                GenerationOptions.read(
                        fields,
                        List.of("max_tokens"),
                        SamplingOptions.completionLogprobs(fields),
                        forms);
        requireNoBestOf(fields, options);
        List<Prompt> prompts = Prompt.read(fields, "prompt", Limits.PROMPTS);
        ServedModel model = model(options);
        return new Question(
                new CompletionShape(new TokenTexts(model.tokenizer())),
                options,
                model,
                prompts.stream().map(prompt -> prompt.encode(model)).toList(),
                OptionalInt.of(COMPLETION_TOKENS),
                options.stop());
    }

    Question chat(InputStream body) throws IOException {
        JsonFields fields = JsonFields.read(body);
        GenerationOptions options =
                GenerationOptions.read(
                        fields,
                        List.of("max_completion_tokens", "max_tokens"),
                        SamplingOptions.chatLogprobs(fields),
                        forms);
        ChatRequest request = Conversation.read(fields);
        ServedModel model = model(options);
        ChatPrompt prompt = ChatPrompts.of(model, request);
        int[] ids = model.tokenizer().encode(prompt);
        if (ids.length == 0) {
            throw fields.invalid("messages", "are an empty prompt for this model");
        }
        return new Question(
                new ChatShape(new TokenTexts(model.tokenizer())),
                options,
                model,
                List.of(ids),
                OptionalInt.empty(),
                stops(options, prompt));
    }

    private ServedModel model(GenerationOptions options) {
        ServedModel model = catalog.require(options.model());
        AskedTask.requireGenerates(model);
        SamplingOptions.requireTokens(options.sampling(), model.vocabulary());
        return model;
    }

    /**
     * The request's own come first; a worker takes a limited number. The template's would cut off
     * an answer that has a form, which knows its end without them.
     */
    private static List<String> stops(GenerationOptions options, ChatPrompt prompt) {
        if (options.grammar().isPresent()) {
            return options.stop();
        }
        List<String> all = new ArrayList<>(options.stop());
        prompt.stop().stream().filter(s -> !all.contains(s)).forEach(all::add);
        return all.subList(0, Math.min(all.size(), Limits.STOP_STRINGS));
    }

    private static void requireNoBestOf(JsonFields fields, GenerationOptions options) {
        JsonNode bestOf = fields.value("best_of").orElse(null);
        if (bestOf != null && bestOf.asInt(0) != options.choices()) {
            throw fields.unsupported("best_of", "leave it out and use 'n'");
        }
    }
}
