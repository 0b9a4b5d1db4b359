package io.aifactory.documentation;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Reads configuration keys from the {@code @ConfigMapping} interfaces of a module's sources. */
final class ConfigurationSources {
    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+ ([^}]*)}");

    private ConfigurationSources() {}

    /** Keys in the order of their declaration. */
    static List<ConfigurationKey> read(Path sources) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files =
                    all.filter(file -> file.toString().endsWith(".java"))
                            .filter(ConfigurationSources::declaresMapping)
                            .sorted()
                            .toList();
        }
        if (files.isEmpty()) {
            return List.of();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var fileManager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    fileManager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    fileManager.getJavaFileObjectsFromPaths(files));
            List<ConfigurationKey> keys = new ArrayList<>();
            for (var unit : task.parse()) {
                new MappingScanner(DocTrees.instance(task), keys).scan(unit, null);
            }
            return keys;
        }
    }

    private static boolean declaresMapping(Path file) {
        try {
            return Files.readString(file).contains("@ConfigMapping(");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class MappingScanner extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final List<ConfigurationKey> keys;
        private final Map<String, TreePath> groups = new HashMap<>();

        MappingScanner(DocTrees docs, List<ConfigurationKey> keys) {
            this.docs = docs;
            this.keys = keys;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            annotation(type.getModifiers(), "ConfigMapping")
                    .map(mapping -> mapping.getOrDefault("prefix", ""))
                    .ifPresent(prefix -> {
                        for (Tree member : type.getMembers()) {
                            if (member instanceof ClassTree group) {
                                groups.put(
                                        group.getSimpleName().toString(),
                                        new TreePath(getCurrentPath(), group));
                            }
                        }
                        collect(prefix, getCurrentPath());
                    });
            return super.visitClass(type, null);
        }

        private void collect(String prefix, TreePath typePath) {
            for (Tree member : ((ClassTree) typePath.getLeaf()).getMembers()) {
                if (!(member instanceof MethodTree method) || method.getBody() != null) {
                    continue;
                }
                String name = prefix + "." + nameOf(method);
                String type = String.valueOf(method.getReturnType());
                TreePath group = groups.get(type);
                if (group != null) {
                    collect(name, group);
                    continue;
                }
                DocCommentTree comment = docs.getDocCommentTree(new TreePath(typePath, method));
                keys.add(
                        new ConfigurationKey(
                                name,
                                type,
                                annotation(method.getModifiers(), "WithDefault")
                                        .map(a -> a.getOrDefault("value", ""))
                                        .orElse(""),
                                comment == null ? "" : oneLine(comment)));
            }
        }

        private static String oneLine(DocCommentTree comment) {
            StringBuilder text = new StringBuilder();
            comment.getFullBody().forEach(text::append);
            return INLINE_TAG
                    .matcher(text.toString().replaceAll("\\s+", " ").strip())
                    .replaceAll("`$1`");
        }

        private static String nameOf(MethodTree method) {
            return annotation(method.getModifiers(), "WithName")
                    .map(a -> a.getOrDefault("value", ""))
                    .orElseGet(() ->
                            String.join("-", CAPITAL.split(method.getName().toString()))
                                    .toLowerCase(java.util.Locale.ROOT));
        }

        private static Optional<SortedMap<String, String>> annotation(
                ModifiersTree modifiers, String name) {
            return modifiers.getAnnotations().stream()
                    .filter(a -> a.getAnnotationType().toString().equals(name))
                    .findFirst()
                    .map(MappingScanner::values);
        }

        private static SortedMap<String, String> values(AnnotationTree annotation) {
            SortedMap<String, String> values = new TreeMap<>();
            for (ExpressionTree argument : annotation.getArguments()) {
                if (argument instanceof AssignmentTree assignment) {
                    values.put(
                            assignment.getVariable().toString(), text(assignment.getExpression()));
                } else {
                    values.put("value", text(argument));
                }
            }
            return values;
        }

        private static String text(ExpressionTree expression) {
            return expression instanceof LiteralTree literal
                    ? String.valueOf(literal.getValue())
                    : expression.toString();
        }
    }
}
