package io.aifactory.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house (DESIGN §3 and §10) as tests. */
class RoomsTest {
    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Manager|Helper|Utils?|Impl)");
    private static final Set<String> MODEL_FILES =
            Set.of(
                    "io.aifactory.languagemodel.gguf",
                    "io.aifactory.languagemodel.importing",
                    "io.aifactory.languagemodel.llama2c");
    private static final List<String> ROLES =
            List.of(
                    "jakarta.annotation.security.PermitAll",
                    "jakarta.annotation.security.RolesAllowed",
                    "jakarta.annotation.security.DenyAll");

    @Test
    void everyRoomStandsInTheTable() throws IOException {
        try (Stream<Path> folders = Files.list(Rooms.root().resolve("modules"))) {
            Set<String> rooms = new TreeSet<>();
            folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .forEach(folder -> rooms.add(folder.getFileName().toString()));
            assertEquals(new TreeSet<>(Rooms.MAY_IMPORT.keySet()), rooms);
        }
    }

    @Test
    void everyRoomHasClassesOfItsOwn() {
        for (String room : Rooms.MAY_IMPORT.keySet()) {
            assertFalse(Rooms.classes(room).isEmpty(), room + " is empty");
        }
    }

    @Test
    void roomsImportOnlyWhatTheTableAllows() {
        List<String> broken = new ArrayList<>();
        for (var row : Rooms.MAY_IMPORT.entrySet()) {
            for (JavaClass type : Rooms.classes(row.getKey())) {
                for (Dependency use : type.getDirectDependenciesFromSelf()) {
                    Rooms.roomOf(use.getTargetClass())
                            .filter(room -> !room.equals(row.getKey()))
                            .filter(room -> !row.getValue().contains(room))
                            .ifPresent(room -> broken.add(use.getDescription()));
                }
            }
        }
        assertNone(broken);
    }

    @Test
    void internalPackagesStayInsideTheirRoom() {
        assertNone(
                uses((from, to) ->
                        to.getPackageName().contains(".internal")
                                && !Rooms.roomOf(from).equals(Rooms.roomOf(to))));
    }

    /** R4: the control plane imports model files, but what computes stays in other processes. */
    @Test
    void theFactoryReadsModelFilesAndRunsNoModel() {
        assertNone(
                uses((from, to) ->
                        Rooms.roomOf(from).equals(Optional.of("factory"))
                                && Rooms.roomOf(to).equals(Optional.of("language-model"))
                                && !MODEL_FILES.contains(to.getPackageName())
                                && !to.getSimpleName().equals("ModelFormatException")));
    }

    @Test
    void onlyTheTorchPackageTouchesTheNativeEngine() {
        assertNone(
                uses((from, to) ->
                        to.getPackageName().startsWith("ai.djl")
                                && !from.getPackageName()
                                        .startsWith("io.aifactory.languagemodel.torch")));
    }

    @Test
    void theControlPlaneNeverLoadsTheLanguageModel() {
        assertNone(
                uses((from, to) ->
                        to.getPackageName().startsWith("io.aifactory.languagemodel")
                                && from.getPackageName().startsWith("io.aifactory.training")
                                && !from.getPackageName()
                                        .startsWith("io.aifactory.training.trainer")));
    }

    @Test
    void schedulingDecisionsKnowNoThreadsClocksOrFiles() {
        Set<String> effects =
                Set.of("java.lang.Thread", "java.util.Timer", "java.util.concurrent.Executor");
        List<String> broken = new ArrayList<>();
        for (JavaClass type : Rooms.classes("scheduler-core")) {
            for (Dependency use : type.getDirectDependenciesFromSelf()) {
                JavaClass target = use.getTargetClass();
                if (effects.contains(target.getName())
                        || target.getPackageName().startsWith("java.nio")
                        || target.getPackageName().startsWith("java.net")) {
                    broken.add(use.getDescription());
                }
            }
            type.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().getName().equals("java.lang.System"))
                    .filter(call ->
                            Set.of("nanoTime", "currentTimeMillis").contains(call.getName()))
                    .forEach(call -> broken.add(call.getDescription()));
        }
        assertNone(broken);
    }

    @Test
    void everyEndpointDeclaresWhoMayCallIt() {
        assertNone(types(type -> isEndpoint(type) && !type.isInterface() && !declaresRole(type)));
    }

    /** DeclaredRoles of service-kit, which lets none of them start with an undeclared endpoint. */
    @Test
    void everyRoomWithEndpointsHasTheirGuard() throws IOException {
        Set<String> unguarded = new TreeSet<>();
        for (String room : Rooms.MAY_IMPORT.keySet()) {
            String pom = Files.readString(Rooms.folder(room).resolve("pom.xml"));
            if (Rooms.classes(room).stream().anyMatch(RoomsTest::isEndpoint)
                    && !pom.contains("<artifactId>service-kit</artifactId>")) {
                unguarded.add(room);
            }
        }
        assertEquals(Set.of(), unguarded);
    }

    /** Nothing asks them when they start (ADR 0011). */
    @Test
    void everyGrpcServiceDeclaresWhoMayCallIt() {
        assertEquals(
                List.of("io.aifactory.inference.serving.WorkerService"),
                types(RoomsTest::isGrpcService));
        assertNone(types(type -> isGrpcService(type) && !declaresRole(type)));
    }

    @Test
    void nothingIsDeserialisedByJavaSerialization() {
        assertNone(uses((from, to) -> to.getName().equals("java.io.ObjectInputStream")));
    }

    @Test
    void namesSayWhatATypeIs() {
        assertNone(types(type -> VAGUE_NAME.matcher(type.getSimpleName()).matches()));
    }

    @Test
    void everyPackageSaysWhyItExistsAndIsNullMarked() {
        Set<String> packages = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        for (String room : Rooms.MAY_IMPORT.keySet()) {
            for (JavaClass type : Rooms.classes(room)) {
                packages.add(type.getPackageName());
                if (type.getSimpleName().equals("package-info")
                        && type.isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                    marked.add(type.getPackageName());
                }
            }
        }
        packages.removeAll(marked);
        assertEquals(Set.of(), packages, "packages without a @NullMarked package-info.java");
    }

    private static boolean isEndpoint(JavaClass type) {
        return type.isAnnotatedWith("jakarta.ws.rs.Path");
    }

    private static boolean isGrpcService(JavaClass type) {
        return type.isAnnotatedWith("io.quarkus.grpc.GrpcService")
                || type.getRawSuperclass()
                        .map(parent -> parent.getSimpleName().endsWith("ImplBase"))
                        .orElse(false);
    }

    private static boolean declaresRole(JavaClass type) {
        return ROLES.stream().anyMatch(type::isAnnotatedWith);
    }

    private static List<String> uses(BiPredicate<JavaClass, JavaClass> forbidden) {
        List<String> found = new ArrayList<>();
        for (String room : Rooms.MAY_IMPORT.keySet()) {
            for (JavaClass type : Rooms.classes(room)) {
                for (Dependency use : type.getDirectDependenciesFromSelf()) {
                    if (forbidden.test(type, use.getTargetClass())) {
                        found.add(use.getDescription());
                    }
                }
            }
        }
        return found;
    }

    private static List<String> types(Predicate<JavaClass> forbidden) {
        List<String> found = new ArrayList<>();
        for (String room : Rooms.MAY_IMPORT.keySet()) {
            for (JavaClass type : Rooms.classes(room)) {
                if (forbidden.test(type)) {
                    found.add(type.getName());
                }
            }
        }
        return found;
    }

    private static void assertNone(List<String> violations) {
        assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
    }
}
