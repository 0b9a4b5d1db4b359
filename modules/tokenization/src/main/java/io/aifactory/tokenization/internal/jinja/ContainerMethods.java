package io.aifactory.tokenization.internal.jinja;

import java.util.List;
import java.util.Optional;

/** Methods of dicts and lists that change nothing. */
final class ContainerMethods {
    private final Comparing comparing;

    ContainerMethods(Budget budget) {
        this.comparing = new Comparing(budget);
    }

    Optional<Value> find(Value object, String name) {
        return switch (object) {
            case Mapping mapping -> ofMapping(mapping, name);
            case Value.Sequence(Value.Kind kind, List<Value> items) when kind != Value.Kind.VIEW ->
                    ofList(object, items, name);
            default -> Optional.empty();
        };
    }

    private static Optional<Value> ofMapping(Mapping mapping, String name) {
        return switch (name) {
            case "items" -> method(name, given -> view(given, mapping.items()));
            case "keys" -> method(name, given -> view(given, mapping.keys()));
            case "values" -> method(name, given -> view(given, mapping.values()));
            case "get" ->
                    method(
                            name,
                            given -> {
                                Given.Bound bound = given.bind("key", "default");
                                return mapping.get(bound.required("key"))
                                        .or(() -> bound.get("default"))
                                        .orElse(Value.NONE);
                            });
            case "copy" ->
                    method(
                            name,
                            given -> {
                                given.bind();
                                return mapping;
                            });
            default -> Optional.empty();
        };
    }

    private static Value view(Given given, List<Value> items) {
        given.bind();
        return new Value.Sequence(Value.Kind.VIEW, items);
    }

    private Optional<Value> ofList(Value list, List<Value> items, String name) {
        return switch (name) {
            case "count" ->
                    method(
                            name,
                            given -> {
                                Value wanted = given.bind("value").required("value");
                                return Value.of(
                                        items.stream()
                                                .filter(item -> comparing.equal(item, wanted))
                                                .count());
                            });
            case "index" ->
                    method(
                            name,
                            given -> {
                                Value wanted = given.bind("value").required("value");
                                for (int i = 0; i < items.size(); i++) {
                                    if (comparing.equal(items.get(i), wanted)) {
                                        return Value.of(i);
                                    }
                                }
                                throw Trouble.evaluation("'index' finds nothing in the list");
                            });
            case "copy" ->
                    method(
                            name,
                            given -> {
                                given.bind();
                                return list;
                            });
            default -> Optional.empty();
        };
    }

    private static Optional<Value> method(String name, Value.Callee.Body body) {
        return Optional.of(new Value.Callee(name, body));
    }
}
