package io.aifactory.tokenization.grammar;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The grammars of one vocabulary, each compiled once for all who ask for it. Those not asked for
 * longest go first when all together take more heap than they may, or are more than 1,024;
 * sequences that still use one keep it for themselves. What is refused is not kept. Thread-safe;
 * who asks for a new grammar compiles it on his own thread, and others who want the same wait for
 * him.
 */
public final class GrammarCache {
    /** Heap of an entry beside its grammar and its text, roughly. */
    private static final int OVERHEAD = 512;

    /** So few that all can be counted whenever one is asked for. */
    static final int ENTRIES = 1_024;

    private final Supplier<GrammarVocabulary> vocabulary;
    private final GrammarLimits limits;
    private final long bytes;
    private final Semaphore compiling =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final ReentrantLock preparing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock; in the order of their last use.
    private final Map<Grammar, CompletableFuture<TokenGrammar>> entries =
            new LinkedHashMap<>(16, 0.75f, true);

    // Guarded by preparing; empty until somebody asks for a grammar.
    private List<GrammarCompiler> compiler = List.of();

    /**
     * @param vocabulary made when the first grammar is asked for, once
     * @param limits of each grammar
     * @param bytes heap that all kept grammars may take together, the newest one in any case;
     *     counted when one is asked for, in between their masks may grow within {@code limits}
     */
    public GrammarCache(Supplier<GrammarVocabulary> vocabulary, GrammarLimits limits, long bytes) {
        this.vocabulary = vocabulary;
        this.limits = limits;
        this.bytes = bytes;
    }

    /**
     * The compiled grammar; takes as long as compiling does unless it is kept already.
     *
     * @throws InvalidGrammarException as {@link GrammarCompiler#compile}
     */
    public TokenGrammar compiled(Grammar grammar) {
        CompletableFuture<TokenGrammar> mine = new CompletableFuture<>();
        Optional<CompletableFuture<TokenGrammar>> known = enter(grammar, mine);
        if (known.isEmpty()) {
            try {
                mine.complete(compile(grammar));
            } catch (RuntimeException | Error e) {
                forget(grammar);
                mine.completeExceptionally(e);
                throw e;
            }
        }
        try {
            TokenGrammar compiled = known.orElse(mine).join();
            trim();
            return compiled;
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException itsOwn) {
                throw itsOwn;
            }
            throw e;
        }
    }

    /** Grammars that are kept or being compiled. */
    public int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** Estimated heap of what is kept, without the vocabulary. */
    public long bytes() {
        lock.lock();
        try {
            return held();
        } finally {
            lock.unlock();
        }
    }

    /** The entry that is there; if there is none, this one is from now on. */
    private Optional<CompletableFuture<TokenGrammar>> enter(
            Grammar grammar, CompletableFuture<TokenGrammar> mine) {
        lock.lock();
        try {
            return Optional.ofNullable(entries.putIfAbsent(grammar, mine));
        } finally {
            lock.unlock();
        }
    }

    private void forget(Grammar grammar) {
        lock.lock();
        try {
            entries.remove(grammar);
        } finally {
            lock.unlock();
        }
    }

    /** So few at a time that grammars never take the whole machine. */
    private TokenGrammar compile(Grammar grammar) {
        compiling.acquireUninterruptibly();
        try {
            return compiler().compile(grammar);
        } finally {
            compiling.release();
        }
    }

    private GrammarCompiler compiler() {
        preparing.lock();
        try {
            if (compiler.isEmpty()) {
                compiler = List.of(new GrammarCompiler(vocabulary.get(), limits));
            }
            return compiler.getFirst();
        } finally {
            preparing.unlock();
        }
    }

    private void trim() {
        lock.lock();
        try {
            long held = held();
            Iterator<Map.Entry<Grammar, CompletableFuture<TokenGrammar>>> eldest =
                    entries.entrySet().iterator();
            for (int left = entries.size(); (held > bytes && left > 1) || left > ENTRIES; left--) {
                Map.Entry<Grammar, CompletableFuture<TokenGrammar>> entry = eldest.next();
                if (entry.getValue().isDone()) {
                    held -= size(entry);
                    eldest.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private long held() {
        return entries.entrySet().stream().mapToLong(GrammarCache::size).sum();
    }

    private static long size(Map.Entry<Grammar, CompletableFuture<TokenGrammar>> entry) {
        CompletableFuture<TokenGrammar> value = entry.getValue();
        long compiled = value.state() == Future.State.SUCCESS ? value.resultNow().bytes() : 0;
        return OVERHEAD + text(entry.getKey()) + compiled;
    }

    /** Two bytes a character. */
    private static long text(Grammar grammar) {
        return switch (grammar) {
            case Grammar.Regex(String pattern) -> 2L * pattern.length();
            case Grammar.JsonSchema(String schema) -> 2L * schema.length();
            case Grammar.JsonObject() -> 0;
            case Grammar.Choice(List<String> texts) ->
                    texts.stream().mapToLong(text -> OVERHEAD + 2L * text.length()).sum();
        };
    }
}
