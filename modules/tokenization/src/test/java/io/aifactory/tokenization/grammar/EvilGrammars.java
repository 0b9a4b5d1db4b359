package io.aifactory.tokenization.grammar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Grammars made to crash or stall other servers, and some of our own. */
final class EvilGrammars {
    static final Map<String, Grammar> ALL = all();

    private EvilGrammars() {}

    private static Map<String, Grammar> all() {
        Map<String, Grammar> evil = new HashMap<>();
        evil.put(
                "enum of 70,000 values",
                schema("{\"enum\":[" + "\"v\",".repeat(69_999) + "\"v\"]}"));
        evil.put("nested repetitions", new Grammar.Regex("((a{1,1000}){1,1000}){1,1000}"));
        evil.put("nested optional repetitions", new Grammar.Regex("((a{0,60}){0,60}){0,13}"));
        evil.put("quantified quantifier", new Grammar.Regex("foo**"));
        evil.put("exponential subsets", new Grammar.Regex("(a|b)*a(a|b){24}"));
        evil.put("exponential classes", new Grammar.Regex("([a-z]*[0-9a-f]){40}x.{60}y.{60}"));
        evil.put("huge pattern", new Grammar.Regex("a".repeat(1_000_000)));
        evil.put("10,000 groups", new Grammar.Regex("(".repeat(2_000) + ")".repeat(2_000)));
        evil.put("open group", new Grammar.Regex("(".repeat(4_000)));
        evil.put("arrays nested 10,000 deep", schema("[".repeat(10_000)));
        evil.put(
                "items nested 10,000 deep",
                schema("{\"items\":".repeat(10_000) + "{}" + "}".repeat(10_000)));
        evil.put("items nested 90 deep", schema("{\"items\":".repeat(90) + "{}" + "}".repeat(90)));
        evil.put(
                "anyOf nested 90 deep", schema("{\"anyOf\":[".repeat(90) + "{}" + "]}".repeat(90)));
        evil.put("no JSON", schema("{'type':}"));
        evil.put("nothing", schema(""));
        evil.put("two documents", schema("{} {}"));
        evil.put("a megabyte", schema("{\"title\":\"" + "x".repeat(1 << 20) + "\"}"));
        evil.put("left recursion", schema("{\"anyOf\":[{\"$ref\":\"#\"},{\"type\":\"null\"}]}"));
        evil.put("reference to itself", schema("{\"$ref\":\"#\"}"));
        evil.put(
                "chain of alternatives that doubles",
                schema(
                        "{\"$defs\":{"
                                + IntStream.range(0, 60)
                                        .mapToObj(EvilGrammars::doubling)
                                        .collect(Collectors.joining(","))
                                + ",\"a60\":{\"type\":\"null\"}},\"$ref\":\"#/$defs/a0\"}"));
        evil.put(
                "chain of allOf that doubles",
                schema(
                        "{\"$defs\":{"
                                + IntStream.range(0, 60)
                                        .mapToObj(i -> doubling(i).replace("anyOf", "allOf"))
                                        .collect(Collectors.joining(","))
                                + ",\"a60\":{\"type\":\"null\"}},\"$ref\":\"#/$defs/a0\"}"));
        evil.put(
                "infinite object",
                schema("{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"]}"));
        evil.put(
                "schemas that grow by merging",
                schema(
                        "{\"properties\":{\"x\":{\"$ref\":\"#\"}},\"allOf\":["
                                + "{\"properties\":{\"x\":{\"properties\":{\"y\":{\"$ref\":\"#\"}}}}}],"
                                + "\"required\":[\"x\"]}"));
        evil.put(
                "lengths of thousands",
                schema(
                        "{\"items\":{\"maxLength\":2000,\"minLength\":1999},\"maxItems\":3,\"minItems\":3,"
                                + "\"prefixItems\":[{\"maxLength\":1998},{\"maxLength\":1997},{\"maxLength\":1996}]}"));
        evil.put(
                "number of a thousand digits",
                schema("{\"type\":\"integer\",\"minimum\":" + "9".repeat(1_000) + "}"));
        evil.put("huge exponent", schema("{\"type\":\"integer\",\"maximum\":1e999999999}"));
        evil.put("tiny exponent", schema("{\"type\":\"integer\",\"maximum\":1e-999999999}"));
        evil.put("length with huge exponent", schema("{\"minLength\":1e999999999}"));
        evil.put("back-reference", new Grammar.Regex("(a+)+\\1"));
        evil.put(
                "70,000 choices",
                new Grammar.Choice(IntStream.range(0, 70_000).mapToObj(String::valueOf).toList()));
        evil.put("choices of megabytes", new Grammar.Choice(List.of("x".repeat(1 << 20))));
        evil.put(
                "many look-alikes",
                schema(
                        "{\"anyOf\":["
                                + IntStream.range(1, 400)
                                        .mapToObj(i ->
                                                "{\"properties\":{\"x\":{\"minLength\":"
                                                        + i
                                                        + ",\"maxLength\":"
                                                        + i
                                                        + "}}}")
                                        .collect(Collectors.joining(","))
                                + "]}"));
        return Map.copyOf(evil);
    }

    private static String doubling(int i) {
        String next = "{\"$ref\":\"#/$defs/a" + (i + 1) + "\"}";
        return "\"a" + i + "\":{\"anyOf\":[" + next + "," + next + "]}";
    }

    private static Grammar schema(String text) {
        return new Grammar.JsonSchema(text);
    }
}
