package io.aifactory.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndeclaredEndpointTest {
    @TempDir Path folder;

    @Test
    void aServiceWithAnEndpointThatDeclaresNoRoleDoesNotStart() throws Exception {
        // When
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(command())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        String said = Files.readString(output);

        // Then
        assertTrue(ended, said);
        assertEquals(1, process.exitValue(), said);
        assertTrue(
                said.contains(
                        "the endpoint io.aifactory.service.UndeclaredEndpoint$Forgotten#read does"
                                + " not declare who may call it; put @RolesAllowed, @PermitAll or"
                                + " @DenyAll (jakarta.annotation.security) on it or on Forgotten"),
                said);
        assertFalse(said.contains(UndeclaredEndpoint.STARTED), said);
    }

    private static List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        // What the build tells the tests of this module, for example where the application lies
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.contains("quarkus") || name.equals("java.util.logging.manager")) {
                command.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        command.add("-Djunit.platform.launcher.interceptors.enabled=true");
        command.add("-D" + UndeclaredEndpoint.IN_ITS_OWN_PROCESS + "=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(UndeclaredEndpoint.class.getName());
        return command;
    }
}
