package io.aifactory.tokenization.internal.jinja;

import java.time.Clock;

/** What operations, filters and functions need of the run they belong to. */
record Tools(
        Budget budget,
        Printing printing,
        Comparing comparing,
        Iterating iterating,
        Operators operators,
        Attributes attributes,
        Clock clock) {
    static Tools of(Clock clock) {
        Budget budget = new Budget();
        Printing printing = new Printing(budget);
        Iterating iterating = new Iterating(budget);
        return new Tools(
                budget,
                printing,
                new Comparing(budget),
                iterating,
                new Operators(budget, printing),
                new Attributes(budget, printing, iterating),
                clock);
    }

    Text text(Value value) {
        return printing.text(value);
    }
}
