package io.aifactory.languagemodel.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedderFilesTest {
    private static final String BERT = "{\"architectures\":[\"BertModel\"]}";
    private static final String MODULES =
            "[{\"path\":\"\",\"type\":\"sentence_transformers.models.Transformer\"},"
                    + "{\"path\":\"1_Pooling\",\"type\":\"sentence_transformers.models.Pooling\"}%s]";

    @TempDir Path folder;
    private final Map<String, Path> files = new TreeMap<>();

    @Test
    void absentKeysGetTheDefaultsOfTransformersAndAbsentFilesThoseOfAllMiniLm() throws IOException {
        file("config.json", BERT);

        assertTrue(EmbedderFiles.describeEmbedder(ModelFiles.of(files)));
        assertEquals(
                new EmbedderConfig(
                        "BertModel",
                        30_522,
                        768,
                        3072,
                        12,
                        12,
                        512,
                        2,
                        1e-12,
                        EncoderActivation.GELU,
                        Pooling.MEAN,
                        true,
                        512),
                read());
    }

    @Test
    void whatSentenceTransformersSaysCounts() throws IOException {
        file("config.json", BERT);
        file("modules.json", MODULES.formatted(""));
        file("1_Pooling/config.json", "{\"pooling_mode_cls_token\":true}");
        file("sentence_bert_config.json", "{\"max_seq_length\":256}");

        assertEquals(Pooling.CLS, read().pooling());
        assertFalse(read().normalised());
        assertEquals(256, read().inputTokens());

        file(
                "modules.json",
                MODULES.formatted(
                        ",{\"path\":\"2_Normalize\",\"type\":\"sentence_transformers.models.Normalize\"}"));
        file(
                "1_Pooling/config.json",
                "{\"pooling_mode\":\"max\",\"word_embedding_dimension\":768}");
        file("sentence_bert_config.json", "{\"max_seq_length\":9999}");

        assertEquals(Pooling.MAX, read().pooling());
        assertTrue(read().normalised());
        assertEquals(512, read().inputTokens());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "hidden_act":"silu" | asks for hidden_act silu; supported: gelu, gelu_new, relu
                    "position_embedding_type":"relative_key" | asks for position_embedding_type relative_key; supported: absolute
                    "is_decoder":true | asks for is_decoder, which is not supported
                    "pruned_heads":{"0":[1]} | asks for pruned_heads, which is not supported
                    "quantization_config":{} | describes quantised weights (quantization_config), which are not supported
                    "hidden_size":770 | describes an impossible model: hidden_size 770 cannot be shared by num_attention_heads 12
                    "type_vocab_size":0 | describes an impossible model: type_vocab_size is out of range: 0
                    "max_position_embeddings":0 | describes an impossible model: max_position_embeddings is out of range: 0
                    "num_hidden_layers":-1 | describes an impossible model: num_hidden_layers is out of range: -1
                    "intermediate_size":0 | describes an impossible model: intermediate_size is out of range: 0
                    "vocab_size":0 | describes an impossible model: vocab_size is out of range: 0
                    "layer_norm_eps":0 | describes an impossible model: layer_norm_eps must be positive, not 0.0
                    "hidden_size":"wide" | needs a whole number at hidden_size
                    """)
    void whatWouldComputeSomethingElseIsRefusedByItsKey(String key, String fault)
            throws IOException {
        file("config.json", "{\"architectures\":[\"BertModel\"]," + key + "}");

        assertEquals("config.json " + fault, refusal());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"pooling_mode_weightedmean_tokens":true} | asks for pooling_mode_weightedmean_tokens; supported: one of cls, max, mean
                    {"pooling_mode_cls_token":true,"pooling_mode_max_tokens":true} | asks for pooling_mode_cls_token and pooling_mode_max_tokens; supported: one of cls, max, mean
                    {"pooling_mode_cls_token":false} | asks for no pooling; supported: cls, max, mean
                    {"pooling_mode":"lasttoken"} | asks for pooling_mode "lasttoken"; supported: cls, max, mean
                    {"word_embedding_dimension":384} | has word_embedding_dimension 384 where hidden_size is 768
                    """)
    void otherPoolingIsRefusedByItsName(String pooling, String fault) throws IOException {
        file("config.json", BERT);
        file("1_Pooling/config.json", pooling);

        assertEquals("1_Pooling/config.json " + fault, refusal());
    }

    @Test
    void otherModulesAreRefusedByTheirType() throws IOException {
        file("config.json", BERT);
        file(
                "modules.json",
                MODULES.formatted(",{\"type\":\"sentence_transformers.models.Dense\"}"));
        assertEquals(
                "modules.json has a module sentence_transformers.models.Dense; supported:"
                        + " Transformer, Pooling, Normalize",
                refusal());

        file("modules.json", MODULES.formatted(""));
        assertEquals("modules.json names 1_Pooling/config.json, which the model lacks", refusal());

        file("modules.json", "[]");
        assertEquals(
                "modules.json lists ; supported: Transformer, Pooling and maybe Normalize",
                refusal());

        file("modules.json", "[");
        assertEquals("modules.json is not valid JSON", refusal());
    }

    @Test
    void aGenerativeModelIsNotAnEmbedder() throws IOException {
        file("config.json", "{\"architectures\":[\"LlamaForCausalLM\"]}");

        assertFalse(EmbedderFiles.describeEmbedder(ModelFiles.of(files)));
        assertEquals(
                "config.json names architecture LlamaForCausalLM; embedding models: BertModel",
                refusal());
    }

    private EmbedderConfig read() throws IOException {
        return EmbedderFiles.read(ModelFiles.of(files));
    }

    private String refusal() {
        return String.valueOf(assertThrows(ModelFormatException.class, this::read).getMessage());
    }

    private void file(String name, String content) throws IOException {
        Path file = folder.resolve(name.replace('/', '_'));
        Files.writeString(file, content);
        files.put(name, file);
    }
}
