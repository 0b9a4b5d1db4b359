package io.aifactory.languagemodel.gguf;

import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.tokenization.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a GGUF file says of its tokenizer, as plain data (keys {@code tokenizer.*}).
 *
 * @param model {@code llama} (SentencePiece BPE), {@code gpt2} (byte-level BPE), {@code bert}, …
 * @param preTokenizer name of the splitting rule of a {@code gpt2} model, such as {@code llama-bpe}
 * @param pieces by token id
 * @param merges of byte-level BPE, best first, two pieces with a space between
 * @param specialTokens id by role: {@code bos}, {@code eos}, {@code eot}, {@code unknown}, …
 * @param flags such as {@code add_bos_token} and {@code add_space_prefix}, where given
 * @param chatTemplate the default one, a Jinja text
 * @param namedChatTemplates others, by name
 * @param huggingFaceJson a whole {@code tokenizer.json}, where the file carries one
 */
public record GgufTokenizer(
        String model,
        Optional<String> preTokenizer,
        List<Piece> pieces,
        List<String> merges,
        Map<String, Integer> specialTokens,
        Map<String, Boolean> flags,
        Optional<String> chatTemplate,
        Map<String, String> namedChatTemplates,
        Optional<String> huggingFaceJson) {
    private static final String PREFIX = "tokenizer.ggml.";
    private static final String TEMPLATE = "tokenizer.chat_template";
    private static final String TOKEN_ID = "_token_id";

    public GgufTokenizer {
        pieces = List.copyOf(pieces);
        merges = List.copyOf(merges);
        specialTokens = Map.copyOf(specialTokens);
        flags = Map.copyOf(flags);
        namedChatTemplates = Map.copyOf(namedChatTemplates);
    }

    /**
     * @throws ModelFormatException if there is none, or its lists do not fit together
     */
    public static GgufTokenizer of(GgufFile file) {
        GgufMetadata metadata = file.metadata();
        String model =
                metadata.text(PREFIX + "model").orElseThrow(() -> lacks(file, PREFIX + "model"));
        List<Piece> pieces = pieces(file);
        return new GgufTokenizer(
                model,
                metadata.text(PREFIX + "pre"),
                pieces,
                metadata.texts(PREFIX + "merges").orElse(List.of()),
                specialTokens(file, pieces.size()),
                flags(metadata),
                metadata.text(TEMPLATE),
                namedTemplates(metadata),
                metadata.text("tokenizer.huggingface.json"));
    }

    private static List<Piece> pieces(GgufFile file) {
        List<String> texts =
                file.metadata()
                        .texts(PREFIX + "tokens")
                        .orElseThrow(() -> lacks(file, PREFIX + "tokens"));
        Optional<List<Double>> scores = file.metadata().reals(PREFIX + "scores");
        Optional<List<Long>> kinds = file.metadata().wholes(PREFIX + "token_type");
        requireSize(file, PREFIX + "scores", scores, texts.size());
        requireSize(file, PREFIX + "token_type", kinds, texts.size());
        List<Piece> pieces = new ArrayList<>(texts.size());
        for (int id = 0; id < texts.size(); id++) {
            int at = id;
            pieces.add(
                    new Piece(
                            texts.get(id),
                            scores.map(all -> all.get(at).floatValue()).orElse(0f),
                            kinds.map(all -> type(file, all.get(at))).orElse(Piece.Type.NORMAL)));
        }
        return pieces;
    }

    private static <T> void requireSize(
            GgufFile file, String key, Optional<List<T>> list, int size) {
        if (list.isPresent() && list.get().size() != size) {
            throw new ModelFormatException(
                    "%s has %d elements at %s for %d tokens"
                            .formatted(file.name(), list.get().size(), key, size));
        }
    }

    private static Piece.Type type(GgufFile file, long number) {
        return Piece.Type.of(number)
                .orElseThrow(() ->
                        new ModelFormatException(
                                file.name()
                                        + " has the unknown "
                                        + PREFIX
                                        + "token_type "
                                        + number));
    }

    private static Map<String, Integer> specialTokens(GgufFile file, int size) {
        Map<String, Integer> tokens = new TreeMap<>();
        for (String key : file.metadata().keys()) {
            if (key.startsWith(PREFIX) && key.endsWith(TOKEN_ID)) {
                OptionalLong id = file.metadata().whole(key);
                if (id.orElse(-1) < 0 || id.getAsLong() >= size) {
                    throw new ModelFormatException(
                            file.name() + " has a " + key + " outside of the vocabulary");
                }
                String role = key.substring(PREFIX.length(), key.length() - TOKEN_ID.length());
                tokens.put(role, (int) id.getAsLong());
            }
        }
        return tokens;
    }

    private static Map<String, Boolean> flags(GgufMetadata metadata) {
        Map<String, Boolean> flags = new TreeMap<>();
        for (String name :
                List.of(
                        "add_bos_token",
                        "add_eos_token",
                        "add_sep_token",
                        "add_space_prefix",
                        "remove_extra_whitespaces")) {
            metadata.flag(PREFIX + name).ifPresent(value -> flags.put(name, value));
        }
        return flags;
    }

    private static Map<String, String> namedTemplates(GgufMetadata metadata) {
        Map<String, String> templates = new TreeMap<>();
        for (String key : metadata.keys()) {
            if (key.startsWith(TEMPLATE + ".")) {
                metadata.text(key)
                        .ifPresent(
                                text -> templates.put(key.substring(TEMPLATE.length() + 1), text));
            }
        }
        return templates;
    }

    private static ModelFormatException lacks(GgufFile file, String key) {
        return new ModelFormatException(file.name() + " lacks the metadata key " + key);
    }
}
