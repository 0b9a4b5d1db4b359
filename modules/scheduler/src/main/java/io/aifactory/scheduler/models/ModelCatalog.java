package io.aifactory.scheduler.models;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.ModelTask;
import io.aifactory.tokenization.ChatTemplate;
import io.aifactory.tokenization.PlainChatTemplate;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.template.ChatTemplateException;
import io.aifactory.tokenization.template.ChatTemplateSource;
import io.aifactory.tokenization.template.JinjaChatTemplate;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Models by name. Where workers serve several versions under one name, the one seen last is on
 * offer. A model stays on offer for a while after its last worker has gone, so that requests wait
 * for a restart instead of failing, unless its workers are not to come back. Thread-safe.
 */
public final class ModelCatalog {
    private record Version(String name, String manifest, Set<AdapterChoice> adapters) {}

    /** A model with the adapters beside it. */
    private record Entry(ServedModel model, Set<AdapterChoice> adapters, long lastSeenNanos) {
        Stream<ServedModel> all() {
            return Stream.concat(Stream.of(model), adapters.stream().map(model::with));
        }
    }

    private final Map<Version, Entry> versions = new ConcurrentHashMap<>();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Function<byte[], Tokenizer> tokenizerReader;
    private final Predicate<String> expected;
    private final Duration keepWithoutWorker;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Consumer<String> newName;

    /**
     * @param expected whether workers of the model of this name are to be there
     * @param keepWithoutWorker how long a model stays on offer after it was last seen
     * @param clock also tells chat templates the date
     * @param nanoTime a monotonic clock
     * @param newName is told each name when it is first described
     */
    public ModelCatalog(
            Function<byte[], Tokenizer> tokenizerReader,
            Predicate<String> expected,
            Duration keepWithoutWorker,
            Clock clock,
            LongSupplier nanoTime,
            Consumer<String> newName) {
        this.tokenizerReader = tokenizerReader;
        this.expected = expected;
        this.keepWithoutWorker = keepWithoutWorker;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.newName = newName;
    }

    /** A worker serves this model; reading its tokenizer may take a moment. */
    public void described(ModelDescription description) {
        versions.values().removeIf(entry -> !onOffer(entry));
        Set<AdapterChoice> adapters = adapters(description);
        var version = new Version(description.getName(), description.getManifestDigest(), adapters);
        Entry known = versions.get(version);
        ServedModel model = known == null ? served(description) : known.model();
        versions.put(version, new Entry(model, adapters, nanoTime.getAsLong()));
        if (names.add(model.name())) {
            newName.accept(model.name());
        }
    }

    /**
     * A worker still serves this version of the model with these adapters beside it.
     *
     * @return false if it has to be described first
     */
    public boolean seen(String name, String manifest, Set<AdapterChoice> adapters) {
        return versions.computeIfPresent(
                        new Version(name, manifest, adapters),
                        (_, e) -> new Entry(e.model(), e.adapters(), nanoTime.getAsLong()))
                != null;
    }

    /** The adapters that a worker has beside its model. */
    public static Set<AdapterChoice> adapters(ModelDescription description) {
        return description.getAdaptersList().stream()
                .map(adapter -> new AdapterChoice(adapter.getName(), adapter.getManifestDigest()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All models on offer, adapters among them, by name. */
    public List<ServedModel> all() {
        return versions.values().stream()
                .filter(this::onOffer)
                .flatMap(Entry::all)
                .map(ServedModel::name)
                .distinct()
                .flatMap(name -> find(name).stream())
                .sorted(Comparator.comparing(ServedModel::name))
                .toList();
    }

    /** A model comes before an adapter of the same name. */
    public Optional<ServedModel> find(String name) {
        List<Entry> newest =
                versions.values().stream()
                        .filter(this::onOffer)
                        .sorted(Comparator.comparingLong(Entry::lastSeenNanos).reversed())
                        .toList();
        return Stream.concat(
                        newest.stream().map(Entry::model),
                        newest.stream().flatMap(entry -> entry.all().skip(1)))
                .filter(model -> model.name().equals(name))
                .findFirst();
    }

    /**
     * @throws FactoryException MODEL_NOT_FOUND
     */
    public ServedModel require(String name) {
        return find(name)
                .orElseThrow(() ->
                        new FactoryException(
                                        ErrorCode.MODEL_NOT_FOUND,
                                        "model '"
                                                + shortened(name)
                                                + "' is not served; "
                                                + served())
                                .withParameter("model"));
    }

    private String served() {
        List<String> names = all().stream().map(ServedModel::name).toList();
        return names.isEmpty() ? "no model is deployed" : "served now: " + String.join(", ", names);
    }

    private boolean onOffer(Entry entry) {
        return expected.test(entry.model().name())
                && nanoTime.getAsLong() - entry.lastSeenNanos() <= keepWithoutWorker.toNanos();
    }

    private ServedModel served(ModelDescription d) {
        return new ServedModel(
                d.getName(),
                d.getManifestDigest(),
                d.getContextTokens(),
                d.getVocabulary(),
                d.getEosTokensList().stream().findFirst(),
                tokenizerReader.apply(d.getTokenizerJson().toByteArray()),
                chatTemplate(d),
                d.getTask() == ModelTask.MODEL_TASK_EMBED
                        ? OptionalInt.of(d.getEmbeddingDimensions())
                        : OptionalInt.empty(),
                clock.instant());
    }

    /** Workers do not load models whose template cannot run; workers of others may. */
    private Optional<ChatTemplate> chatTemplate(ModelDescription d) {
        if (d.getChatTemplate().isEmpty()) {
            return Optional.of(new PlainChatTemplate());
        }
        try {
            return Optional.of(
                    JinjaChatTemplate.of(
                            new ChatTemplateSource(d.getChatTemplate(), d.getSpecialTokensMap()),
                            clock));
        } catch (ChatTemplateException e) {
            return Optional.empty();
        }
    }

    private static String shortened(String name) {
        return name.length() <= 96 ? name : name.substring(0, 96) + "…";
    }
}
