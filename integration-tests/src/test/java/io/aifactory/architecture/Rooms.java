package io.aifactory.architecture;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The modules of the house, what each may import, and their compiled classes. */
final class Rooms {
    /** DESIGN §3 (rule R1), with the two rooms of ADR 0002. */
    static final Map<String, Set<String>> MAY_IMPORT =
            new TreeMap<>(
                    Map.ofEntries(
                            entry("contracts", Set.of()),
                            entry("storage", Set.of("contracts")),
                            entry("tokenization", Set.of()),
                            entry("language-model", Set.of("tokenization")),
                            entry("economics", Set.of()),
                            entry("embedded-postgres", Set.of()),
                            entry(
                                    "service-kit",
                                    Set.of("contracts", "storage", "embedded-postgres")),
                            entry(
                                    "ingestion",
                                    Set.of("contracts", "storage", "tokenization", "service-kit")),
                            entry(
                                    "training",
                                    Set.of(
                                            "contracts",
                                            "storage",
                                            "language-model",
                                            "economics",
                                            "tokenization",
                                            "service-kit")),
                            entry("registry", Set.of("contracts", "storage", "service-kit")),
                            entry(
                                    "inference",
                                    Set.of(
                                            "contracts",
                                            "storage",
                                            "language-model",
                                            "economics",
                                            "tokenization")),
                            entry("scheduler-core", Set.of("economics")),
                            entry("simulator", Set.of("scheduler-core", "economics")),
                            entry(
                                    "scheduler",
                                    Set.of(
                                            "contracts",
                                            "scheduler-core",
                                            "economics",
                                            "tokenization",
                                            "service-kit")),
                            entry(
                                    "factory",
                                    Set.of(
                                            "contracts",
                                            "storage",
                                            "tokenization",
                                            "language-model",
                                            "economics",
                                            "embedded-postgres",
                                            "service-kit",
                                            "ingestion",
                                            "training",
                                            "registry",
                                            "scheduler-core",
                                            "simulator",
                                            "scheduler"))));

    private static final Map<String, JavaClasses> CLASSES = new HashMap<>();
    private static final Map<String, String> ROOM_OF_CLASS = new HashMap<>();

    static {
        for (String room : MAY_IMPORT.keySet()) {
            Path compiled = folder(room).resolve("target/classes");
            if (!Files.isDirectory(compiled)) {
                throw new IllegalStateException(
                        room + " is not compiled; run the tests from the root of the project");
            }
            JavaClasses classes = new ClassFileImporter().importPath(compiled);
            CLASSES.put(room, classes);
            classes.forEach(c -> ROOM_OF_CLASS.put(c.getName(), room));
        }
    }

    private Rooms() {}

    static Path root() {
        return Path.of(System.getProperty("aifactory.root", ".."));
    }

    static Path folder(String room) {
        return root().resolve("modules").resolve(room);
    }

    /** Main classes of a room, without those that protoc generates. */
    static List<JavaClass> classes(String room) {
        return CLASSES.get(room).stream().filter(c -> !isGenerated(c)).toList();
    }

    static Optional<String> roomOf(JavaClass type) {
        return Optional.ofNullable(ROOM_OF_CLASS.get(type.getBaseComponentType().getName()));
    }

    private static boolean isGenerated(JavaClass type) {
        return type.getPackageName().startsWith("io.aifactory.contracts.worker.v");
    }
}
