package io.aifactory.inference.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.sequence.SequenceAdapter;
import io.aifactory.inference.testing.FakeFormats;
import io.aifactory.inference.testing.FakeModelStore;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPreparerTest {
    @TempDir private Path folder;
    private BlobStore store;
    private ModelPreparer preparer;

    @BeforeEach
    void open() {
        store = new FileBlobStore(folder, 0);
        preparer = new ModelPreparer(store, new FakeFormats());
    }

    @Test
    void aModelIsFoundCheckedAndRead() throws IOException {
        Digest digest = FakeModelStore.publish(store, FakeModelStore.files());

        PreparedModel model = preparer.prepare("letters", digest.value(), List.of());

        assertEquals("letters", model.name());
        assertEquals(digest, model.manifest());
        assertEquals(64, model.task().contextTokens());
        assertEquals(64, model.slotTokens(0));
        assertEquals(10, model.slotTokens(10));
        assertEquals(64, model.slotTokens(4096), "never more than the context");
        assertEquals("a tokenizer", new String(model.tokenizerJson(), StandardCharsets.UTF_8));
        assertEquals("{{ messages }}", model.chatTemplate().jinja());
        assertEquals(FakeModelStore.files().keySet(), Set.copyOf(model.files().files().keySet()));
        assertEquals(
                "weights", Files.readString(model.files().find("model.safetensors").orElseThrow()));
    }

    @Test
    void aTemplateFileComesFirstAndNamedOnesHaveADefault() {
        Map<String, String> both = FakeModelStore.files();
        both.put("chat_template.jinja", "from the file");
        Map<String, String> named = FakeModelStore.files();
        named.put(
                "tokenizer_config.json",
                """
                {"chat_template": [{"name": "tool_use", "template": "tools"},
                                   {"name": "default", "template": "plain"}]}
                """);
        Map<String, String> none = FakeModelStore.files();
        none.remove("tokenizer_config.json");

        assertEquals("from the file", prepare(both).chatTemplate().jinja());
        assertEquals("plain", prepare(named).chatTemplate().jinja());
        assertEquals("", prepare(none).chatTemplate().jinja());
    }

    @Test
    void aFileThatIsNotWhatItsDigestSaysIsRefusedBeforeUse() throws IOException {
        Digest digest = FakeModelStore.publish(store, FakeModelStore.files());
        Path weights = store.localFile(Digest.of("weights".getBytes(StandardCharsets.UTF_8)));
        Files.delete(weights);
        Files.writeString(weights, "we1ghts");

        assertEquals(ErrorCode.CONTENT_DAMAGED, refused("letters", digest.value()).code());
    }

    @Test
    void whatIsNotInStorageIsNotFound() throws IOException {
        Digest digest = FakeModelStore.publish(store, FakeModelStore.files());
        Files.delete(store.localFile(Digest.of("weights".getBytes(StandardCharsets.UTF_8))));

        assertEquals(ErrorCode.NOT_FOUND, refused("letters", digest.value()).code());
        assertEquals(
                ErrorCode.NOT_FOUND, refused("letters", Digest.of(new byte[] {1}).value()).code());
    }

    @Test
    void filesThatAreNotAModelAreNamed() {
        Map<String, String> noTokenizer = FakeModelStore.files();
        noTokenizer.remove("tokenizer.json");
        Map<String, String> badConfig = FakeModelStore.files();
        badConfig.put("config.json", "{");
        Map<String, String> badTokenizer = FakeModelStore.files();
        badTokenizer.put("tokenizer.json", "damaged");
        Map<String, String> badTemplate = FakeModelStore.files();
        badTemplate.put("tokenizer_config.json", "{");

        Map<String, String> foreignTemplate = FakeModelStore.files();
        foreignTemplate.put("chat_template.jinja", "{{ bos_token }}\n{% include 'x' %}");

        invalid("The model has no tokenizer.json.", noTokenizer);
        invalid("config.json is not valid", badConfig);
        invalid("tokenizer.json: model is missing", badTokenizer);
        invalid("The model's tokenizer_config.json is not valid JSON.", badTemplate);
        invalid(
                "The model's chat template, line 2: the statement 'include' is not supported; use a"
                        + " template without it, or prompts without one.",
                foreignTemplate);
    }

    @Test
    void theTokenizerOfAnotherModelIsRefused() {
        preparer =
                new ModelPreparer(
                        store,
                        new FakeFormats() {
                            @Override
                            public ModelTask task(byte[] config, ModelFiles files) {
                                return new ModelTask.Generates(
                                        new ModelConfig(
                                                "LlamaForCausalLM",
                                                97,
                                                8,
                                                16,
                                                2,
                                                2,
                                                1,
                                                4,
                                                64,
                                                1e-5,
                                                10_000,
                                                true,
                                                -1,
                                                List.of(0)));
                            }
                        });

        invalid(
                "The tokenizer belongs to another model: tokenizer.json gives texts the token 97,"
                        + " but config.json has a vocabulary of 97. Register the model with its"
                        + " own.",
                FakeModelStore.files());
    }

    @Test
    void nameAndDigestAreChecked() {
        assertEquals(
                "manifest_digest must be sha256:<64 hex digits>.",
                refused("letters", "newest").message());
        assertEquals("The model needs a name.", refused(" ", "newest").message());
    }

    @Test
    void adaptersAreFoundCheckedAndKeptInTheirOrder() {
        String model = FakeModelStore.publish(store, FakeModelStore.files()).value();
        Digest first =
                FakeModelStore.publish(
                        store,
                        Map.of("adapter_config.json", "1", "adapter_model.safetensors", "weights"));
        Digest second = FakeModelStore.publish(store, Map.of("adapter_config.json", "2"));
        List<AdapterWish> wishes =
                List.of(
                        new AdapterWish("polite", first.value()),
                        new AdapterWish("short", second.value()));

        PreparedAdapters adapters = preparer.prepare("letters", model, wishes).adapters();

        assertEquals(wishes, adapters.wishes());
        assertEquals(2, adapters.room().adapters());
        assertEquals(new SequenceAdapter(1, second.value()), adapters.choose("short"));
        assertEquals(SequenceAdapter.NONE, adapters.choose(""));
        FactoryException unknown =
                assertThrows(FactoryException.class, () -> adapters.choose("loud"));
        assertEquals(ErrorCode.MODEL_NOT_FOUND, unknown.code());
        assertEquals(
                "This worker has no adapter 'loud'; loaded: 'polite', 'short'.", unknown.message());
    }

    @Test
    void adaptersThatCannotBeLoadedAreRefused() {
        String model = FakeModelStore.publish(store, FakeModelStore.files()).value();
        String good = FakeModelStore.publish(store, Map.of("adapter_config.json", "1")).value();
        AdapterWish wish = new AdapterWish("polite", good);

        assertEquals(
                "adapter 'other': has no adapter_config.json",
                refused(model, new AdapterWish("other", model)).message());
        assertEquals(
                "adapters needs names, each once, not 'polite'.",
                refused(model, wish, wish).message());
        assertEquals(
                "adapters needs names, each once, not ''.",
                refused(model, new AdapterWish("", good)).message());
        assertEquals(
                "adapters holds 65 adapters; the limit is 64.",
                refused(model, Collections.nCopies(65, wish).toArray(AdapterWish[]::new))
                        .message());
        assertEquals(
                ErrorCode.NOT_FOUND,
                refused(model, new AdapterWish("gone", Digest.of(new byte[] {1}).value())).code());
    }

    private FactoryException refused(String model, AdapterWish... adapters) {
        return assertThrows(
                FactoryException.class,
                () -> preparer.prepare("letters", model, List.of(adapters)));
    }

    private PreparedModel prepare(Map<String, String> files) {
        return preparer.prepare("letters", FakeModelStore.publish(store, files).value(), List.of());
    }

    private void invalid(String message, Map<String, String> files) {
        FactoryException error = refused("letters", FakeModelStore.publish(store, files).value());
        assertEquals(message, error.message());
        assertEquals(ErrorCode.MODEL_INVALID, error.code());
    }

    private FactoryException refused(String name, String digest) {
        return assertThrows(
                FactoryException.class, () -> preparer.prepare(name, digest, List.of()));
    }
}
