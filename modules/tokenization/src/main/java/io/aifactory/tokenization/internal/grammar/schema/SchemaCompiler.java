package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.grammar.InvalidGrammarException;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import io.aifactory.tokenization.internal.grammar.automaton.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a JSON Schema into rules. The value of a property or an item is the call of a rule, shared
 * by equal schemas; alternatives are written out in the rule they stand in, so that a common
 * beginning is read once and only what follows decides.
 */
public final class SchemaCompiler {
    private static final Set<String> SCALARS =
            Set.of("null", "boolean", "integer", "number", "string");
    private static final Set<String> CHOICES = Set.of("anyOf", "oneOf");
    private static final Expression NULL = new Expression.Literal("null");

    private final JsonNode root;
    private final Budget budget;
    private final RuleTable rules;
    private final Resolver resolver;
    private final JsonTerms terms;
    private final ObjectForm objects;
    private final ArrayForm arrays;

    private SchemaCompiler(JsonNode root, Budget budget) {
        this.root = root;
        this.budget = budget;
        this.rules = new RuleTable(budget);
        this.resolver = new Resolver(new References(root), budget);
        this.terms = new JsonTerms(rules, budget);
        this.objects = new ObjectForm(terms, budget, this::value);
        this.arrays = new ArrayForm(terms, budget, this::value);
    }

    /**
     * The rules of a schema; the first is the whole answer.
     *
     * @param schema JSON text
     * @throws InvalidGrammarException naming the place in the schema by a JSON pointer
     */
    public static List<Rule> rules(String schema, Budget budget) {
        JsonNode root = SchemaText.read(schema, budget.limits().schemaBytes());
        budget.spend(schema.length());
        return new SchemaCompiler(root, budget).run();
    }

    private List<Rule> run() {
        rules.call(new Place(root, "#", 0), this::body);
        return rules.write();
    }

    /** A value inside a container: small ones are written out, others called. */
    private Expression value(Place place) {
        Place target = resolver.chase(place.requireDepth(budget));
        if (target.schema().isBoolean()) {
            return target.schema().booleanValue() ? terms.any() : Expression.nothing();
        }
        return target.schema() instanceof ObjectNode schema && isSmall(target, schema)
                ? body(target)
                : rules.call(target, this::body);
    }

    private static boolean isSmall(Place place, ObjectNode schema) {
        if (schema.has("$ref") || schema.has("allOf") || CHOICES.stream().anyMatch(schema::has)) {
            return false;
        }
        if (schema.has("enum") || schema.has("const")) {
            return true;
        }
        return SCALARS.containsAll(Types.meant(place, schema))
                && StringForm.isFree(schema)
                && !NumberForm.isBounded(schema);
    }

    private Expression body(Place place) {
        return body(place, Set.of());
    }

    /**
     * @param open references followed since the rule began
     */
    private Expression body(Place place, Set<String> open) {
        Resolver.Resolved resolved = resolver.resolve(place.requireDepth(budget), open);
        Place at = resolved.place();
        if (at.schema().isBoolean()) {
            return at.schema().booleanValue() ? terms.any() : Expression.nothing();
        }
        ObjectNode schema = (ObjectNode) at.schema();
        if (schema.path("nullable").asBoolean()) {
            Place rest = at.with(Resolver.without(schema, "nullable"));
            return Expression.alternatives(NULL, body(rest, resolved.open()));
        }
        for (String choice : CHOICES) {
            if (schema.has(choice)) {
                return choice(at, schema, choice, resolved.open());
            }
        }
        return Literals.values(at, schema, budget.limits().values())
                .map(values -> Literals.write(at, values, budget))
                .orElseGet(() -> typed(at, schema));
    }

    private Expression choice(Place at, ObjectNode schema, String keyword, Set<String> open) {
        JsonNode list = schema.get(keyword);
        int limit = budget.limits().values();
        if (!list.isArray() || list.isEmpty() || list.size() > limit) {
            throw at.problem("'" + keyword + "' must list from 1 to " + limit + " schemas");
        }
        ObjectNode base = Resolver.without(schema, keyword);
        List<Place> alternatives = new ArrayList<>();
        List<Expression> ways = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Place part = at.child(list.get(i), keyword, String.valueOf(i)).requireDepth(budget);
            Resolver.Resolved resolved = resolver.resolve(part, open);
            Place alternative = resolver.merge(at.with(base), resolved.place());
            alternatives.add(alternative);
            ways.add(body(alternative, resolved.open()));
        }
        if (keyword.equals("oneOf")) {
            new Disjoint(resolver, budget).require(at, alternatives);
        }
        return new Expression.Alternatives(ways);
    }

    private Expression typed(Place at, ObjectNode schema) {
        Set<String> types = Types.meant(at, schema);
        if (types.isEmpty()) {
            return terms.any();
        }
        List<Expression> ways = new ArrayList<>();
        for (String type : types) {
            ways.add(ofType(at, schema, type));
        }
        return ways.size() == 1 ? ways.getFirst() : new Expression.Alternatives(ways);
    }

    private Expression ofType(Place at, ObjectNode schema, String type) {
        return switch (type) {
            case "null" -> NULL;
            case "boolean" ->
                    Expression.alternatives(
                            new Expression.Literal("true"), new Expression.Literal("false"));
            case "string" ->
                    StringForm.isFree(schema)
                            ? terms.string()
                            : terms.strings().constrained(at, schema);
            case "integer" ->
                    NumberForm.isBounded(schema)
                            ? NumberForm.integers(at, schema)
                            : terms.integer();
            case "number" -> number(at, schema);
            case "array" -> arrays.write(at, schema);
            case "object" -> objects.write(at, schema);
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }

    private Expression number(Place at, ObjectNode schema) {
        boolean whole = schema.has("multipleOf");
        if (NumberForm.isBounded(schema)) {
            return whole ? NumberForm.integers(at, schema) : NumberForm.numbers(at, schema);
        }
        return whole ? terms.integer() : terms.number();
    }

    /** The schemas an answer may be, if a place is a choice between several; for messages. */
    static Optional<JsonNode> choiceOf(ObjectNode schema) {
        return CHOICES.stream().filter(schema::has).map(schema::get).findFirst();
    }
}
