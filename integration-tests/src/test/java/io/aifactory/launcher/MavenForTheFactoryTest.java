package io.aifactory.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.launcher.StubCheckout.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Maven a factory finds that was built before and is only started. */
class MavenForTheFactoryTest {
    @TempDir Path folder;
    private StubCheckout checkout;
    private Path jdk = Path.of("");
    private Path maven = Path.of("");

    @BeforeEach
    void aBuiltCheckout() throws Exception {
        checkout = new StubCheckout(folder.toRealPath());
        jdk = checkout.jdk("25.0.3");
        maven = checkout.maven("3.9.1", "mkdir -p modules/factory/target/distribution/factory");
        assertEquals(0, start(maven + ":/usr/bin:/bin", Map.of()).status());
    }

    @Test
    void theOneOfMavenHome() throws Exception {
        Result result = start(withoutMaven(), Map.of("MAVEN_HOME", maven.resolve("..").toString()));

        assertRuns(maven.resolve("../bin/mvn"), result);
    }

    @Test
    void theOneOfSdkman() throws Exception {
        Path versions = folder.toRealPath().resolve(".sdkman/candidates/maven");
        Path current = Files.createDirectories(versions).resolve("current");
        Files.createSymbolicLink(current, maven.resolve(".."));

        Result result = start(withoutMaven(), Map.of());

        assertRuns(current.resolve("bin/mvn"), result);
    }

    @Test
    void theOneInThePathBeforeAnyOther() throws Exception {
        Path other = checkout.maven("3.9.2", "exit 1");

        Result result =
                start(
                        other + ":" + withoutMaven(),
                        Map.of("MAVEN_HOME", maven.resolve("..").toString()));

        assertRuns(other.resolve("mvn"), result);
    }

    @Test
    void noneIsNoReasonNotToStart() throws Exception {
        Result result = start(withoutMaven(), Map.of());

        assertEquals(0, result.status(), result.output());
        assertTrue(result.output().endsWith("runs mvn: \n"), result.output());
    }

    private void assertRuns(Path mvn, Result result) throws IOException {
        assertEquals(0, result.status(), result.output());
        assertTrue(result.output().endsWith("runs mvn: " + mvn + "\n"), result.output());
        assertEquals(1, checkout.builds().size(), checkout.builds()::toString);
    }

    private String withoutMaven() throws IOException {
        return checkout.systemWithoutMaven().toString();
    }

    private Result start(String path, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("PATH", path);
        return checkout.run(environment, checkout.root().resolve("aifactory").toString(), "start");
    }
}
