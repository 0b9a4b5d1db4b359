package io.aifactory.factory.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {
    @Test
    void namesTheModelAfterTheData() {
        assertEquals("my-notes", DemoSettings.nameOf("/home/me/My Notes/"));
        assertEquals("readme.md", DemoSettings.nameOf("README.md"));
        assertEquals(
                "commons-lang3",
                DemoSettings.nameOf("maven:org.apache.commons:commons-lang3:3.17.0:jar:sources"));
        assertEquals("europarl-en-es", DemoSettings.full(null).name());
        assertEquals("corpus", DemoSettings.nameOf("/"));
    }

    @Property
    void theNameIsAlwaysAllowed(@ForAll String uri) {
        assertTrue(DemoSettings.nameOf(uri).matches("[a-z0-9][a-z0-9._-]{0,59}"));
    }

    @Test
    void theFullDemonstrationSweepsTheLevelsThatAreCompared() {
        assertEquals(java.util.List.of(1, 2, 4, 8, 16, 32), DemoSettings.full(null).levels());
    }
}
