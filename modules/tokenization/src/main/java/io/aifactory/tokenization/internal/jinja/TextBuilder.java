package io.aifactory.tokenization.internal.jinja;

import java.util.Arrays;

/** Collects a text with the origin of its characters, within a budget. */
final class TextBuilder {
    private final StringBuilder text = new StringBuilder();
    private final Budget budget;
    private int[] foreign = new int[8];
    private int size;

    TextBuilder(Budget budget) {
        this.budget = budget;
    }

    TextBuilder append(Text more) {
        budget.characters(more.length());
        int offset = text.length();
        text.append(more.value());
        int[] runs = more.foreignRuns();
        for (int i = 0; i < runs.length; i += 2) {
            foreign(offset + runs[i], offset + runs[i + 1]);
        }
        return this;
    }

    TextBuilder append(String more, boolean ofTemplate) {
        budget.characters(more.length());
        int offset = text.length();
        text.append(more);
        if (!ofTemplate && !more.isEmpty()) {
            foreign(offset, text.length());
        }
        return this;
    }

    int length() {
        return text.length();
    }

    Text build() {
        return text.isEmpty()
                ? Text.EMPTY
                : Text.marked(text.toString(), Arrays.copyOf(foreign, size));
    }

    private void foreign(int start, int end) {
        if (size > 0 && foreign[size - 1] == start) {
            foreign[size - 1] = end;
            return;
        }
        if (size == foreign.length) {
            foreign = Arrays.copyOf(foreign, 2 * size);
        }
        foreign[size++] = start;
        foreign[size++] = end;
    }
}
