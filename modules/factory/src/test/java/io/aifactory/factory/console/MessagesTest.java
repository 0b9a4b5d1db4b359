package io.aifactory.factory.console;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void theCurlLineWorksAsItIsPrinted() throws IOException {
        String pattern = read("messages.properties").getProperty("demo.try.curl");

        assertEquals(
                "  curl http://127.0.0.1:1/v1/chat/completions -H 'Content-Type: application/json'"
                        + " -d '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"The \"}],"
                        + "\"max_tokens\":48}'",
                MessageFormat.format(pattern, "http://127.0.0.1:1", "m"));
    }

    @Test
    void everySentenceIsAValidPatternAndTheTranslationHasTheSameKeys() throws IOException {
        Properties english = read("messages.properties");
        Properties spanish = read("messages_es.properties");

        assertEquals(english.keySet(), spanish.keySet());
        for (Properties sentences : List.of(english, spanish)) {
            for (String key : sentences.stringPropertyNames()) {
                assertDoesNotThrow(() -> new MessageFormat(sentences.getProperty(key)), key);
            }
        }
    }

    private static Properties read(String name) throws IOException {
        var properties = new Properties();
        try (InputStream resource = MessagesTest.class.getResourceAsStream(name);
                var reader =
                        new InputStreamReader(
                                Objects.requireNonNull(resource), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
