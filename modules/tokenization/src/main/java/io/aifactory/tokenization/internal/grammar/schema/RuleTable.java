package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.aifactory.tokenization.internal.grammar.automaton.Automata;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import io.aifactory.tokenization.internal.grammar.automaton.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The rules of a grammar while they are found. Equal schemas share a rule; a rule is numbered when
 * it is first called and written when its turn comes, so recursion needs no stack.
 */
final class RuleTable {
    private static final int MAX_RULES = 16_000;

    private record Waiting(
            Place place, Function<Place, Expression> write, Optional<String> common) {}

    private final Budget budget;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final IdentityHashMap<JsonNode, Integer> same = new IdentityHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();

    RuleTable(Budget budget) {
        this.budget = budget;
    }

    /** Calls the rule of a schema. */
    Expression call(Place place, Function<Place, Expression> write) {
        budget.spend(10);
        Integer known = same.get(place.schema());
        if (known == null) {
            // Comparing walks the whole schema; one that many places refer to is compared once.
            budget.spend(Weight.of(place.schema()));
            known = number(place.schema(), place, write, Optional.empty());
            same.put(place.schema(), known);
        }
        return new Expression.Call(known);
    }

    /** Calls a rule that is no schema of the client's, known by its name. */
    Expression call(Object name, Place place, Supplier<Expression> write) {
        return new Expression.Call(number(name, place, _ -> write.get(), Optional.empty()));
    }

    /** Calls a rule that is the same in every grammar and calls no other. */
    Expression callCommon(String name, Supplier<Expression> write) {
        return new Expression.Call(number(name, nowhere(), _ -> write.get(), Optional.of(name)));
    }

    private int number(
            Object key, Place place, Function<Place, Expression> write, Optional<String> common) {
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        if (waiting.size() == MAX_RULES) {
            throw place.problem("the schema has more than " + MAX_RULES + " different parts");
        }
        numbers.put(key, waiting.size());
        waiting.add(new Waiting(place, write, common));
        return waiting.size() - 1;
    }

    /** Writes all rules, those that come up meanwhile included. */
    List<Rule> write() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            Place place = waiting.get(i).place();
            Expression body = waiting.get(i).write().apply(place);
            rules.add(
                    new Rule(
                            Automata.compile(body, place.pointer(), budget),
                            place.pointer(),
                            waiting.get(i).common()));
        }
        return rules;
    }

    /** A place to blame for what stands nowhere in the schema. */
    static Place nowhere() {
        JsonNode anything = BooleanNode.TRUE;
        return new Place(anything, "#", 0);
    }
}
