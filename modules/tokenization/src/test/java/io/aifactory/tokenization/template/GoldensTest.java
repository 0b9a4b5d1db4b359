package io.aifactory.tokenization.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GoldensTest {
    @TestFactory
    List<DynamicTest> everyConstructDoesWhatJinjaDoes() throws IOException {
        JsonNode file = Goldens.read("constructs.json");
        JsonNode context = file.get(0).get("context");
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 1; i < file.size(); i++) {
            JsonNode construct = file.get(i);
            String template = construct.get("template").asText();
            tests.add(
                    DynamicTest.dynamicTest(
                            template,
                            () ->
                                    assertEquals(
                                            Goldens.theirs(construct),
                                            Goldens.ours(template, context))));
        }
        return tests;
    }

    @Test
    void templatesInTheStyleOfElevenFamiliesWriteConversationsAsJinjaDoes() throws IOException {
        String name = "";
        String template = "";
        int families = 0;
        int conversations = 0;
        for (JsonNode line : Goldens.read("families.json")) {
            if (line.has("template")) {
                name = line.get("name").asText();
                template = line.get("template").asText();
                families++;
                continue;
            }
            JsonNode context = line.get("context");
            assertEquals(
                    Goldens.theirs(line.get("expected")),
                    Goldens.ours(template, context),
                    name + ": " + context);
            conversations++;
        }
        assertEquals(11, families);
        assertEquals(264, conversations);
    }
}
