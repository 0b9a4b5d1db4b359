package io.aifactory.tokenization.template;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.tokenization.internal.jinja.JinjaTemplate;
import io.aifactory.tokenization.internal.jinja.JsonValues;
import io.aifactory.tokenization.internal.jinja.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a template is, it ends, with a text or with the one typed error. */
class TemplateFuzzTest {
    private static final String[] WORDS = {
        "messages",
        "message",
        "loop.index",
        "ns.x",
        "x",
        "'a'",
        "''",
        "1",
        "0",
        "2.5",
        "none",
        "true",
        "[1, 'b']",
        "{'k': 1}",
        "(1, 2)",
        "range(3)",
        "user",
        "user.items()",
        "s",
        "xs[0]",
        "xs[::-1]",
        "s[1:]",
        "namespace(x=1)",
        "m",
        "m(1)",
        "loop",
        "caller",
        "dict(a=1)",
        "10 ** 20",
        "nope"
    };
    private static final String[] OPERATORS = {
        "+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", ">=", "in", "not in", "and", "or"
    };
    private static final String[] ENDINGS = {
        " | length",
        " | list",
        " | first",
        " | tojson",
        " | join(',')",
        " | sort",
        " | unique | list",
        " | map('upper') | list",
        " | selectattr('a') | list",
        " | int",
        " | default('d')",
        " | round",
        " | dictsort",
        " | items | list",
        " | indent",
        " | sum",
        " | max",
        " | format(1)",
        " | reverse",
        " is defined",
        " is sequence",
        " is odd",
        " is in xs",
        ".upper()",
        ".split(',')",
        ".strip()",
        "[0]",
        "[1:]",
        ".x",
        ".get('a')",
        "['k']",
        "()",
        ".format(1)",
        ".replace('a', s)",
        " * 3"
    };

    private final List<String> templates = new ArrayList<>();
    private final Map<String, Value> variables = new HashMap<>();

    TemplateFuzzTest() throws IOException {
        for (JsonNode line : Goldens.read("families.json")) {
            if (line.has("template")) {
                templates.add(line.get("template").asText());
            } else if (variables.isEmpty()) {
                line.get("context")
                        .properties()
                        .forEach(v -> variables.put(v.getKey(), JsonValues.of(v.getValue())));
            }
        }
        Goldens.read("constructs.json")
                .get(0)
                .get("context")
                .properties()
                .forEach(v -> variables.put(v.getKey(), JsonValues.of(v.getValue())));
    }

    @Property(tries = 4_000)
    void randomTemplatesEnd(@ForAll Random random) {
        runs(statements(random, 4));
    }

    @Property(tries = 4_000)
    void damagedTemplatesEnd(@ForAll Random random) {
        StringBuilder text = new StringBuilder(templates.get(random.nextInt(templates.size())));
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(9)));
                case 1 -> text.insert(at, any(random, ENDINGS));
                case 2 -> text.insert(at, "{}%#|-'\"([.~*\\".charAt(random.nextInt(14)));
                default -> {
                    int from = random.nextInt(text.length());
                    text.insert(at, text.substring(from, Math.min(text.length(), from + 20)));
                }
            }
            if (text.isEmpty()) {
                text.append('{');
            }
        }
        runs(text.toString());
    }

    private void runs(String template) {
        try {
            JinjaTemplate.parse(template).render(variables, Goldens.NOW);
        } catch (ChatTemplateException e) {
            assertTrue(!e.message().isEmpty() && e.line() >= 0);
        }
    }

    private static String any(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String expression(Random random, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(8)) {
            case 0 -> any(random, WORDS);
            case 1, 2 ->
                    expression(random, depth - 1)
                            + " "
                            + any(random, OPERATORS)
                            + " "
                            + expression(random, depth - 1);
            case 3 -> "(" + expression(random, depth - 1) + ")";
            case 4 ->
                    expression(random, depth - 1)
                            + " if "
                            + expression(random, depth - 1)
                            + " else "
                            + expression(random, depth - 1);
            case 5 -> "not " + expression(random, depth - 1);
            default -> "(" + expression(random, depth - 1) + ")" + any(random, ENDINGS);
        };
    }

    private static String statements(Random random, int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            out.append(statement(random, depth));
        }
        return out.toString();
    }

    private static String statement(Random random, int depth) {
        String e = expression(random, 3);
        String inner = depth == 0 ? "t" : statements(random, depth - 1);
        return switch (random.nextInt(depth == 0 ? 3 : 11)) {
            case 0 -> " {{- " + e + " }}\n";
            case 1 -> "{% set x = " + e + " %}";
            case 2 -> "{% set ns.x = " + e + " %}";
            case 3 -> "{% if " + e + " %}" + inner + "{% else %}b{% endif %}";
            case 4 -> "{% for x in xs %}" + inner + "{% endfor %}";
            case 5 -> "{% for message in " + e + " %}" + inner + "{% else %}none{% endfor %}";
            case 6 -> "{% set ns = namespace(x=" + e + ") %}" + inner;
            case 7 -> "{% macro m(a=" + e + ") %}" + inner + "{% endmacro %}";
            case 8 -> "{% set x %}" + inner + "{% endset %}";
            case 9 -> "{% for x in xs if " + e + " %}{% break %}{% endfor %}";
            default -> "{% call m() %}" + inner + "{% endcall %}";
        };
    }
}
