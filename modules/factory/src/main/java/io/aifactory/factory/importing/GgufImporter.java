package io.aifactory.factory.importing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.factory.work.Watch;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.gguf.GgufFile;
import io.aifactory.languagemodel.gguf.GgufImport;
import io.aifactory.languagemodel.gguf.GgufTensor;
import io.aifactory.languagemodel.gguf.GgufTokenizer;
import io.aifactory.languagemodel.importing.StoredType;
import io.aifactory.tokenization.InvalidTokenizerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** {@code model.gguf}: weights, tokenizer and chat template of one file. */
final class GgufImporter implements ModelImporter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PRECISE = Set.of("F32", "F16", "F64");

    @Override
    public Map<String, Path> run(
            Map<String, Path> sources, WeightType weights, Path folder, Watch watch)
            throws IOException {
        try (GgufFile file = GgufFile.open(Sources.require(sources, "model.gguf"))) {
            GgufTokenizer vocabulary = GgufTokenizer.of(file);
            byte[] tokenizer = GgufVocabulary.tokenizerJson(file, vocabulary);
            GgufImport.run(file, stored(file, weights), folder, ImportProgress.of(watch));
            Files.write(folder.resolve(Sources.TOKENIZER), tokenizer);
            Files.write(folder.resolve(Sources.TOKENIZER_CONFIG), tokenizerConfig(vocabulary));
        } catch (ModelFormatException | InvalidTokenizerException e) {
            throw new ImportFailure(String.valueOf(e.getMessage()), e);
        }
        return Sources.in(folder);
    }

    /** Precise sources stay precise; those of few bits lose nothing that they had in bfloat16. */
    private static StoredType stored(GgufFile file, WeightType weights) {
        return switch (weights) {
            case F32 -> StoredType.F32;
            case BF16 -> StoredType.BF16;
            case AUTO -> isPrecise(file) ? StoredType.F32 : StoredType.BF16;
        };
    }

    /** Whether most of its values are of more precision than bfloat16. */
    private static boolean isPrecise(GgufFile file) {
        long precise = 0;
        long all = 0;
        for (GgufTensor tensor : file.tensors().values()) {
            long values = tensor.rows() * tensor.columns();
            all += values;
            if (PRECISE.contains(tensor.format().name())) {
                precise += values;
            }
        }
        return precise * 2 > all;
    }

    private static byte[] tokenizerConfig(GgufTokenizer vocabulary) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        putToken(root, "bos_token", vocabulary, "bos");
        putToken(root, "eos_token", vocabulary, "eos");
        putToken(root, "unk_token", vocabulary, "unknown");
        putToken(root, "pad_token", vocabulary, "padding");
        vocabulary
                .flags()
                .forEach((name, value) -> {
                    if (name.equals("add_bos_token") || name.equals("add_eos_token")) {
                        root.put(name, value);
                    }
                });
        vocabulary.chatTemplate().ifPresent(template -> root.put("chat_template", template));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static void putToken(
            ObjectNode root, String key, GgufTokenizer vocabulary, String role) {
        Integer id = vocabulary.specialTokens().get(role);
        if (id != null) {
            root.put(key, vocabulary.pieces().get(id).text());
        }
    }
}
