package io.aifactory.tokenization.internal.pipeline;

import io.aifactory.tokenization.internal.pipeline.PreTokenizer.Sink;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer.Split;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer.Split.Behavior;
import java.util.regex.Matcher;

/**
 * Walks over delimiters and the text between them and gives the pieces that a {@link Behavior}
 * makes of them. Semantics of {@code SplitDelimiterBehavior} of the Hugging Face library.
 */
final class Splitter {
    private final String text;
    private final Behavior behavior;
    private final boolean first;
    private final Sink sink;

    /** Start of the piece that is still growing; equal to the position when there is none. */
    private int pending;

    private boolean pendingEndsWithDelimiter;

    private Splitter(String text, Behavior behavior, boolean first, Sink sink) {
        this.text = text;
        this.behavior = behavior;
        this.first = first;
        this.sink = sink;
    }

    static void split(Split rule, String text, boolean first, Sink sink) {
        Splitter splitter = new Splitter(text, rule.behavior(), first, sink);
        Matcher matcher = rule.pattern().matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                splitter.step(end, matcher.start(), rule.invert());
                splitter.step(matcher.start(), matcher.end(), !rule.invert());
                end = matcher.end();
            }
        }
        splitter.step(end, text.length(), rule.invert());
        splitter.emit(splitter.pending, text.length());
    }

    private void step(int from, int to, boolean delimiter) {
        if (from == to) {
            return;
        }
        switch (behavior) {
            case ISOLATED -> emitWithPending(from, to);
            case REMOVED -> {
                if (delimiter) {
                    pending = to;
                } else {
                    emitWithPending(from, to);
                }
            }
            case CONTIGUOUS -> {
                if (delimiter != pendingEndsWithDelimiter) {
                    emit(pending, from);
                    pending = from;
                }
            }
            case MERGED_WITH_PREVIOUS -> {
                if (!delimiter || pendingEndsWithDelimiter) {
                    emit(pending, from);
                    pending = from;
                }
            }
            case MERGED_WITH_NEXT -> {
                if (delimiter || !pendingEndsWithDelimiter) {
                    emit(pending, from);
                    pending = from;
                }
            }
        }
        pendingEndsWithDelimiter = delimiter;
    }

    private void emitWithPending(int from, int to) {
        emit(from, to);
        pending = to;
    }

    private void emit(int from, int to) {
        if (from < to) {
            sink.accept(text.substring(from, to), first && from == 0);
        }
    }
}
