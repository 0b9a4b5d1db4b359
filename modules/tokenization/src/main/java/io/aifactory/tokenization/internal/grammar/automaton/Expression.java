package io.aifactory.tokenization.internal.grammar.automaton;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A language over bytes, with calls of rules. Immutable trees of small depth. */
public sealed interface Expression {
    int UNBOUNDED = -1;

    /** The UTF-8 bytes of a text. */
    record Literal(String text) implements Expression {}

    /** One byte from {@code low} to {@code high}, both from 0 to 255. */
    record Range(int low, int high) implements Expression {}

    record Sequence(List<Expression> parts) implements Expression {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    record Alternatives(List<Expression> parts) implements Expression {
        public Alternatives {
            parts = List.copyOf(parts);
        }
    }

    /**
     * @param maximum at least {@code minimum}, or {@link #UNBOUNDED}
     */
    record Repeat(Expression part, int minimum, int maximum) implements Expression {}

    /** Whatever a rule accepts; the rule must not accept the empty string. */
    record Call(int rule) implements Expression {}

    /** What a DFA without calls accepts. */
    record Embedded(Dfa dfa) implements Expression {}

    /**
     * Members of an object in their order, optional ones left out at will.
     *
     * @param others repeated any number of times after the members, if present
     */
    record Members(List<Member> members, Optional<Expression> others, Expression separator)
            implements Expression {
        public Members {
            members = List.copyOf(members);
        }
    }

    record Member(Expression part, boolean required) {}

    /** The empty string and nothing else. */
    static Expression empty() {
        return new Sequence(List.of());
    }

    /** No string at all. */
    static Expression nothing() {
        return new Alternatives(List.of());
    }

    static Expression sequence(Expression... parts) {
        return new Sequence(List.of(parts));
    }

    static Expression alternatives(Expression... parts) {
        return new Alternatives(List.of(parts));
    }

    static Expression optional(Expression part) {
        return new Repeat(part, 0, 1);
    }

    static Expression any(Expression part) {
        return new Repeat(part, 0, UNBOUNDED);
    }

    /** States of the NFA at most, saturating far above every limit. */
    default long size() {
        return switch (this) {
            case Literal(String text) -> text.getBytes(StandardCharsets.UTF_8).length + 1L;
            case Range _, Call _ -> 1;
            case Sequence(List<Expression> parts) -> 1 + total(parts);
            case Alternatives(List<Expression> parts) -> 1 + total(parts);
            case Repeat(Expression part, int minimum, int maximum) -> {
                long copies = Math.max(1, maximum == UNBOUNDED ? minimum + 1L : maximum);
                yield 2 + Math.min(part.size() + 1, Integer.MAX_VALUE) * copies;
            }
            case Embedded(Dfa dfa) -> dfa.states() + 1L;
            case Members(List<Member> members, Optional<Expression> others, Expression separator) ->
                    3
                            + total(members.stream().map(Member::part).toList())
                            + (members.size() + 1) * (separator.size() + 4)
                            + others.map(Expression::size).orElse(0L);
        };
    }

    private static long total(List<Expression> parts) {
        long total = 0;
        for (Expression part : parts) {
            total = Math.min(total + part.size() + 1, Long.MAX_VALUE >> 24);
        }
        return total;
    }
}
