package io.aifactory.training.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import org.junit.jupiter.api.Test;

class JvmLauncherTest {
    @Test
    void aPlainClassPathIsHandedOn() {
        assertEquals("a.jar:b.jar", JvmLauncher.classPath("a.jar:b.jar"));
    }

    @Test
    void aPackagedApplicationHandsOnItsLibraries() {
        assertEquals(
                String.join(File.pathSeparator, "/x/app/*", "/x/lib/main/*", "/x/lib/boot/*"),
                JvmLauncher.classPath("/x/quarkus-run.jar"));
    }
}
