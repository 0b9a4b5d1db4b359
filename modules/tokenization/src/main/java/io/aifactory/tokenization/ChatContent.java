package io.aifactory.tokenization;

import java.util.List;

/** What a message says. */
public sealed interface ChatContent {
    /** One text, the usual form; every template can read it. */
    record Text(String text) implements ChatContent {}

    /** Several texts, for templates that want parts of type text. */
    record Parts(List<String> texts) implements ChatContent {
        public Parts {
            texts = List.copyOf(texts);
        }
    }

    /** Nothing: an assistant's turn that only calls tools. */
    record Nothing() implements ChatContent {}

    /** All of it as one text; empty if there is none. */
    default String asText() {
        return switch (this) {
            case Text(String text) -> text;
            case Parts(List<String> texts) -> String.join("", texts);
            case Nothing() -> "";
        };
    }
}
