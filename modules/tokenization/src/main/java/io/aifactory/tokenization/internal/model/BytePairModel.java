package io.aifactory.tokenization.internal.model;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Encodes pre-tokens. Immutable but for a bounded cache of short pre-tokens, which follow Zipf's
 * law: those seen first are the frequent ones, so nothing is ever evicted.
 */
public final class BytePairModel implements TokenModel {
    private static final int CACHED_WORDS = 1 << 16;
    private static final int CACHED_LENGTH = 48;

    /**
     * What a model may do beyond merging.
     *
     * @param unknownId stands for characters without an id; -1: such characters are dropped
     * @param fuseUnknown several unknown characters in a row become one id
     * @param byteFallback characters without an id become their bytes {@code <0xNN>}, if all exist
     * @param ignoreMerges a pre-token that is in the vocabulary as a whole is not merged
     */
    public record Options(
            int unknownId, boolean fuseUnknown, boolean byteFallback, boolean ignoreMerges) {
        public static final Options PLAIN = new Options(-1, false, false, false);
    }

    private final Vocabulary vocabulary;
    private final Merges merges;
    private final MergeTable table;
    private final Options options;
    private final IntPredicate special;
    private final IntPredicate unused;
    private final int[] byteIds;
    private final Map<String, int[]> cache = new ConcurrentHashMap<>();

    /**
     * @param special ids that text must never produce; merges that would make one are left out
     */
    public BytePairModel(
            Vocabulary vocabulary, Merges merges, Options options, IntPredicate special) {
        this(vocabulary, merges, options, special, id -> false);
    }

    /**
     * @param special ids that text must never produce; merges that would make one are left out
     * @param unused ids that merges may pass through but not end with
     */
    public BytePairModel(
            Vocabulary vocabulary,
            Merges merges,
            Options options,
            IntPredicate special,
            IntPredicate unused) {
        this.unused = unused;
        this.vocabulary = vocabulary;
        this.merges = merges;
        this.options = options;
        this.special = special;
        this.table = new MergeTable(merges, special);
        this.byteIds = new int[256];
        for (int b = 0; b < byteIds.length; b++) {
            String token = "<0x" + HexFormat.of().withUpperCase().toHexDigits((byte) b) + ">";
            byteIds[b] = vocabulary.id(token);
        }
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public Merges merges() {
        return merges;
    }

    public Options options() {
        return options;
    }

    @Override
    public int size() {
        return vocabulary.size();
    }

    @Override
    public @Nullable String token(int id) {
        return vocabulary.token(id);
    }

    @Override
    public void encode(String word, IntBuffer out) {
        int[] known = cache.get(word);
        if (known == null) {
            known = encode(word);
            if (word.length() <= CACHED_LENGTH && cache.size() < CACHED_WORDS) {
                cache.put(word, known);
            }
        }
        out.addAll(known);
    }

    private int[] encode(String word) {
        if (options.ignoreMerges()) {
            int whole = vocabulary.id(word);
            if (whole >= 0 && !special.test(whole)) {
                return new int[] {whole};
            }
        }
        return Merger.merge(table, symbols(word), unused);
    }

    private int[] symbols(String word) {
        IntBuffer symbols = new IntBuffer(word.length());
        boolean unknownPending = false;
        for (int i = 0; i < word.length(); ) {
            int codePoint = word.codePointAt(i);
            i += Character.charCount(codePoint);
            int id = vocabulary.idOfCharacter(codePoint);
            if (id >= 0 && !special.test(id)) {
                unknownPending = flush(unknownPending, symbols);
                symbols.add(id);
            } else if (!(options.byteFallback() && addBytes(codePoint, symbols))
                    && options.unknownId() >= 0) {
                if (!options.fuseUnknown()) {
                    flush(unknownPending, symbols);
                }
                unknownPending = true;
            }
        }
        flush(unknownPending, symbols);
        return symbols.toArray();
    }

    private boolean flush(boolean unknownPending, IntBuffer symbols) {
        if (unknownPending) {
            symbols.add(options.unknownId());
        }
        return false;
    }

    private boolean addBytes(int codePoint, IntBuffer symbols) {
        byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        for (byte b : utf8) {
            if (byteIds[b & 0xFF] < 0) {
                return false;
            }
        }
        for (byte b : utf8) {
            symbols.add(byteIds[b & 0xFF]);
        }
        return true;
    }
}
