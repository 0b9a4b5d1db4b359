package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class TorchScriptArchiveTest {
    @Test
    void theModuleIsPickledAsLibtorchReadsIt() {
        assertEquals(
                "8002635f5f746f7263685f5f0a4e65740a710029817d285808000000747261696e696e678975622e",
                HexFormat.of().formatHex(TorchScriptArchive.pickledModule("Net")));
    }

    @Test
    void theArchiveHoldsFourUncompressedEntriesAndTheSource() throws IOException {
        byte[] archive = TorchScriptArchive.bytes("Net", "class Net(Module):\n");

        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                assertEquals(ZipEntry.STORED, e.getMethod());
                entries.put(e.getName(), zip.readAllBytes());
            }
        }
        assertEquals(
                java.util.List.of(
                        "graph/data.pkl",
                        "graph/code/__torch__.py",
                        "graph/constants.pkl",
                        "graph/version"),
                java.util.List.copyOf(entries.keySet()));
        assertEquals(
                "class Net(Module):\n",
                new String(entries.get("graph/code/__torch__.py"), StandardCharsets.UTF_8));
        assertEquals("8002292e", HexFormat.of().formatHex(entries.get("graph/constants.pkl")));
    }

    @Test
    void theSameSourceGivesTheSameBytes() {
        assertArrayEquals(
                TorchScriptArchive.bytes("Net", "source"),
                TorchScriptArchive.bytes("Net", "source"));
    }
}
