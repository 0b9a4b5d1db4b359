package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.TemplateLimits;

/** What one run may still do. Not thread-safe: one run, one thread. */
final class Budget {
    private long steps = TemplateLimits.STEPS;
    private long characters = TemplateLimits.CHARACTERS;
    private int depth;

    void step() {
        steps(1);
    }

    void steps(long count) {
        steps -= count;
        if (steps < 0) {
            throw Trouble.limit(
                    "takes more than %,d steps; shorten the conversation, or use another template"
                            .formatted(TemplateLimits.STEPS));
        }
    }

    /** Asks for so many characters before they are made. */
    void characters(long count) {
        characters -= count;
        if (characters < 0) {
            throw Trouble.limit(
                    ("makes more than %,d characters of text; shorten the conversation, or use"
                                    + " another template")
                            .formatted(TemplateLimits.CHARACTERS));
        }
    }

    /** Asks for a list of so many elements before it is made. */
    void items(long count) {
        if (count > TemplateLimits.LIST_ITEMS) {
            throw Trouble.limit(
                    "a list of more than %,d elements; shorten the conversation"
                            .formatted(TemplateLimits.LIST_ITEMS));
        }
        steps(count);
    }

    /** One level deeper; {@link #leave} on every way out. */
    void enter() {
        if (++depth > TemplateLimits.DEPTH) {
            depth--;
            throw Trouble.limit(
                    ("more than %,d calls and values inside of one another; a macro that calls"
                                    + " itself needs an end")
                            .formatted(TemplateLimits.DEPTH));
        }
    }

    void leave() {
        depth--;
    }
}
