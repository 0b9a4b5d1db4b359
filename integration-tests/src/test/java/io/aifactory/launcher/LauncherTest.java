package io.aifactory.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.launcher.StubCheckout.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final String PACKAGES = "mkdir -p modules/factory/target/distribution/factory";

    @TempDir Path folder;
    private StubCheckout checkout;
    private Map<String, String> tools = Map.of();

    @BeforeEach
    void setUp() throws IOException {
        checkout = new StubCheckout(folder.toRealPath());
        tools =
                Map.of(
                        "JAVA_HOME",
                        checkout.jdk("25.0.3").toString(),
                        "PATH",
                        checkout.maven("3.9.1", PACKAGES) + ":/usr/bin:/bin");
    }

    @Test
    void theFirstCallBuildsAndTheSecondDoesNot() throws Exception {
        Result first = run("start");
        Result second = run("start");

        assertEquals(0, first.status(), first.output());
        assertTrue(first.output().contains("java 25.0.3"), first.output());
        assertEquals(0, second.status(), second.output());
        assertEquals(1, checkout.builds().size(), checkout.builds()::toString);
    }

    @Test
    void aChangedSourceIsBuiltAgain() throws Exception {
        run("start");
        checkout.write("modules/factory/src/main/java/A.java", "class A { int a; }");

        run("start");

        assertEquals(2, checkout.builds().size());
    }

    @Test
    void afterATestRunThatPackagedTheSameSourcesNothingIsBuiltAgain() throws Exception {
        run("test");
        run("start");

        assertEquals(List.of("-B -T 2 verify"), checkout.builds());
    }

    @Test
    void aTestRunThatPackagedOtherSourcesIsNotTakenForTheBuildBefore() throws Exception {
        // Given a build of A, and a partial test run of B
        run("start");
        Path source = checkout.write("modules/factory/src/main/java/A.java", "class B {}");
        run("test", "-pl", "modules/factory");

        // When A is back
        Files.writeString(source, "class A {}");
        run("start");

        // Then it is built again
        assertEquals(3, checkout.builds().size(), checkout.builds()::toString);
    }

    @Test
    void itWorksThroughLinksAndFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("first"), launcher());
        Path second = Files.createSymbolicLink(folder.resolve("second"), link.getFileName());

        Result result = checkout.run(tools, second.toString(), "status");

        assertEquals(0, result.status(), result.output());
        assertTrue(
                result.output().contains("-Daifactory.checkout=" + checkout.root()),
                result.output());
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "JAVA_HOME",
                        checkout.jdk("25.0.2").toString(),
                        "JDK25_HOME",
                        checkout.jdk("25.1").toString(),
                        "PATH",
                        tools.getOrDefault("PATH", ""));

        Result result = checkout.run(environment, launcher().toString(), "start");

        assertTrue(result.output().contains("java 25.1 "), result.output());
    }

    @Test
    void aMavenThatIsTooOldIsPassedOverForOneThatIsNot() throws Exception {
        Path old = checkout.maven("3.6.3", PACKAGES);
        Path recent = checkout.maven("3.8.7", PACKAGES);
        Map<String, String> environment =
                Map.of(
                        "JAVA_HOME",
                        tools.getOrDefault("JAVA_HOME", ""),
                        "PATH",
                        old + ":/usr/bin:/bin",
                        "MAVEN_HOME",
                        recent.resolve("..").toString());

        Result result = checkout.run(environment, launcher().toString(), "start");

        assertEquals(0, result.status(), result.output());
        assertEquals(1, checkout.builds().size());
    }

    @Test
    void aBuildThatFailsShowsWhyAndIsTriedAgain() throws Exception {
        Map<String, String> broken =
                Map.of(
                        "JAVA_HOME",
                        tools.getOrDefault("JAVA_HOME", ""),
                        "PATH",
                        checkout.maven("3.9.2", "echo '[ERROR] no such thing'; exit 1")
                                + ":/usr/bin:/bin");

        Result failed = checkout.run(broken, launcher().toString(), "start");
        Result repaired = run("start");

        assertEquals(2, failed.status());
        assertTrue(failed.output().contains("[ERROR] no such thing"), failed.output());
        assertTrue(failed.output().contains("the build failed; the whole log is"));
        assertFalse(failed.output().contains("java 25.0.3 "), "nothing is started");
        assertEquals(0, repaired.status(), repaired.output());
    }

    @Test
    void theLockOfAKilledBuildIsNotWaitedFor() throws Exception {
        // Given the lock of a process that is gone
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        checkout.write(".aifactory/build/lock/pid", gone.pid() + "\n");

        Result result = run("start");

        assertEquals(0, result.status(), result.output());
        assertFalse(Files.exists(checkout.root().resolve(".aifactory/build/lock")));
    }

    private Path launcher() {
        return checkout.root().resolve("aifactory");
    }

    private Result run(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = launcher().toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return checkout.run(tools, command);
    }
}
