package io.aifactory.factory.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.contracts.limits.AvailableMemory;
import io.aifactory.factory.client.ClientFailure;
import io.aifactory.factory.client.DeploymentWait;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.pull.Catalogue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Finds a model to talk to, and puts a registered one into service first. */
public final class ChatPartners {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int NOT_FOUND = 404;
    private static final String CONFIG = "config.json";
    private static final String ADAPTER_CONFIG = "adapter_config.json";
    private static final String TEMPLATE = "chat_template.jinja";
    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    private final FactoryClient client;
    private final Console console;
    private final DeploymentWait deployments;

    /**
     * @param console for what happens before the chat
     */
    public ChatPartners(FactoryClient client, Console console) {
        this.client = client;
        this.console = console;
        this.deployments =
                new DeploymentWait(
                        client,
                        PATIENCE,
                        reason -> new ChatFailure(Messages.text("demo.deploy.failed", reason)));
    }

    /**
     * The first served model that writes text.
     *
     * @throws ChatFailure if none is served
     */
    public ChatPartner first() {
        for (String name : served()) {
            Optional<Registered> registered = registered(name);
            if (registered.isEmpty() || registered.get().shape().writesText()) {
                return partner(name, registered);
            }
        }
        throw new ChatFailure(Messages.text("chat.none"));
    }

    /**
     * This model: a served one, or a registered one, which is deployed under its own name.
     *
     * @param reference name of a served model, or {@code name}, {@code name:version} or {@code
     *     name@alias} of a registered one
     * @param slots of a new deployment; chosen by its size where absent
     * @throws ChatFailure if it cannot be had, saying why
     */
    public ChatPartner find(String reference, OptionalInt slots) throws InterruptedException {
        String name = reference.replace(':', '-').replace('@', '-');
        Optional<String> parent = parent(name);
        Optional<Registered> registered = registered(parent.orElse(reference));
        registered.ifPresent(version -> requireWritesText(reference, version.shape()));
        if (served().contains(name)) {
            return partner(name, registered);
        }
        if (registered.filter(Registered::isAdapter).isPresent()) {
            throw new ChatFailure(Messages.text("chat.adapter", reference));
        }
        if (!isComingUp(name)) {
            Registered version = registered.orElseThrow(() -> new ChatFailure(unknown(reference)));
            deploy(name, reference, version, slots);
        }
        await(name);
        return partner(name, registered);
    }

    private void deploy(String name, String reference, Registered version, OptionalInt slots) {
        ModelShape shape = version.shape();
        int chosen =
                slots.orElseGet(() ->
                        ChatSlots.of(AvailableMemory.bytes(), version.bytes(), shape.slotBytes()));
        client.post(
                "/api/v1/deployments",
                Map.of("name", name, "model", reference, "workers", 1, "slots", chosen));
    }

    private static void requireWritesText(String reference, ModelShape shape) {
        if (!shape.writesText()) {
            throw new ChatFailure(Messages.text("chat.notGenerative", reference, shape.kind()));
        }
    }

    private void await(String name) throws InterruptedException {
        try (Console.Progress progress = console.progress(Messages.text("demo.deploy.label"))) {
            deployments.until(
                    name,
                    _ -> served().contains(name),
                    (reason, waited) ->
                            progress.update(
                                    0, Messages.text("demo.deploy.progress", reason, waited)));
        }
    }

    private List<String> served() {
        return StreamSupport.stream(client.get("/v1/models").path("data").spliterator(), false)
                .map(model -> model.path("id").asText())
                .toList();
    }

    /** The model that a served adapter is beside; it has the template and the context. */
    private Optional<String> parent(String name) {
        return StreamSupport.stream(client.get("/v1/models").path("data").spliterator(), false)
                .filter(model -> model.path("id").asText().equals(name))
                .map(model -> model.path("parent").asText(""))
                .filter(parent -> !parent.isEmpty())
                .findFirst();
    }

    private boolean isComingUp(String name) {
        return deployments
                .find(name)
                .filter(view -> !view.state().equals("STOPPED"))
                .filter(view -> !view.state().equals("FAILED"))
                .isPresent();
    }

    private record Registered(
            ModelShape shape, long bytes, boolean hasTemplate, boolean isAdapter) {}

    private Optional<Registered> registered(String reference) {
        try {
            JsonNode version = client.get("/api/v1/model-references/" + reference);
            String path =
                    "/api/v1/models/%s/versions/%d"
                            .formatted(
                                    version.path("model").asText(),
                                    version.path("version").asInt());
            long bytes = version.path("bytes").asLong();
            Set<String> files = files(path);
            if (files.contains(ADAPTER_CONFIG) && !files.contains(CONFIG)) {
                return Optional.of(new Registered(ModelShape.unknown(), bytes, false, true));
            }
            return Optional.of(
                    new Registered(
                            ModelShape.of(client.get(path + "/files/" + CONFIG)),
                            bytes,
                            hasTemplate(path, files),
                            false));
        } catch (ClientFailure e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Set<String> files(String path) {
        Set<String> files = new HashSet<>();
        for (JsonNode file : client.get(path).path("contents")) {
            files.add(file.path("path").asText());
        }
        return files;
    }

    private boolean hasTemplate(String path, Set<String> files) {
        return files.contains(TEMPLATE)
                || (files.contains(TOKENIZER_CONFIG)
                        && client.get(path + "/files/" + TOKENIZER_CONFIG).has("chat_template"));
    }

    private static ChatPartner partner(String name, Optional<Registered> registered) {
        ModelShape shape = registered.map(Registered::shape).orElseGet(ModelShape::unknown);
        return new ChatPartner(
                name, shape.answerTokens(), registered.map(Registered::hasTemplate).orElse(false));
    }

    private String unknown(String reference) {
        if (Catalogue.ofFactory().find(reference).isPresent()) {
            return Messages.text("chat.pullFirst", reference);
        }
        List<String> others = served();
        return others.isEmpty()
                ? Messages.text("chat.unknown", reference)
                : Messages.text("chat.unknown.others", reference, String.join(", ", others));
    }
}
