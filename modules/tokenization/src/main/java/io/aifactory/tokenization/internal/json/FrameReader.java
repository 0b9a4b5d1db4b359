package io.aifactory.tokenization.internal.json;

import io.aifactory.tokenization.Frame;
import io.aifactory.tokenization.Frame.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code post_processor}. */
final class FrameReader {
    private static final int MAX_PARTS = 256;
    private static final int MAX_TYPE = 1 << 16;

    private final int vocabularySize;

    /**
     * @param vocabularySize ids are below it
     */
    FrameReader(int vocabularySize) {
        this.vocabularySize = vocabularySize;
    }

    Frame read(Component component) {
        return component.isAbsent() ? Frame.NONE : adding(component).orElse(Frame.NONE);
    }

    /** Empty if the processor adds no tokens. */
    private Optional<Frame> adding(Component component) {
        return switch (component.type()) {
            case "ByteLevel" -> Optional.empty();
            case "BertProcessing" -> Optional.of(bert(component));
            case "RobertaProcessing" -> Optional.of(roberta(component));
            case "TemplateProcessing" -> Optional.of(template(component));
            case "Sequence" -> sequence(component.get("processors"));
            default -> throw component.unsupported();
        };
    }

    private Optional<Frame> sequence(Component processors) {
        Optional<Frame> frame = Optional.empty();
        for (Component processor : processors.elements()) {
            Optional<Frame> next = adding(processor);
            if (next.isPresent() && frame.isPresent()) {
                throw processor.invalid("adds tokens after another one that does");
            }
            frame = frame.or(() -> next);
        }
        return frame;
    }

    private Frame bert(Component component) {
        int start = id(component.get("cls"));
        int end = id(component.get("sep"));
        List<Part> single =
                List.of(new Part.Fixed(start, 0), new Part.Text(0, 0), new Part.Fixed(end, 0));
        List<Part> pair = new ArrayList<>(single);
        pair.add(new Part.Text(1, 1));
        pair.add(new Part.Fixed(end, 1));
        return new Frame(single, Optional.of(pair));
    }

    /** Every token of a pair is of type 0. */
    private Frame roberta(Component component) {
        int start = id(component.get("cls"));
        int end = id(component.get("sep"));
        List<Part> single =
                List.of(new Part.Fixed(start, 0), new Part.Text(0, 0), new Part.Fixed(end, 0));
        List<Part> pair = new ArrayList<>(single);
        pair.add(new Part.Fixed(end, 0));
        pair.add(new Part.Text(1, 0));
        pair.add(new Part.Fixed(end, 0));
        return new Frame(single, Optional.of(pair));
    }

    /** {@code ["[CLS]", 101]}. */
    private int id(Component nameAndId) {
        List<Component> parts = nameAndId.elements();
        if (parts.size() != 2) {
            throw nameAndId.invalid("must be a token and its id");
        }
        return parts.get(1).numberBelow(vocabularySize);
    }

    private Frame template(Component component) {
        Component specials = component.get("special_tokens");
        Component pair = component.get("pair");
        return new Frame(
                parts(component.get("single"), specials),
                pair.isAbsent() || pair.node().isEmpty()
                        ? Optional.empty()
                        : Optional.of(parts(pair, specials)));
    }

    private List<Part> parts(Component template, Component specials) {
        List<Part> parts = new ArrayList<>();
        for (Component element : template.elements()) {
            Component sequence = element.get("Sequence");
            Component special = element.get("SpecialToken");
            if (!sequence.isAbsent()) {
                parts.add(new Part.Text(index(sequence.get("id")), type(sequence)));
            } else if (!special.isAbsent()) {
                Component ids = specials.get(special.get("id").text()).get("ids");
                for (Component id : ids.elements()) {
                    parts.add(new Part.Fixed(id.numberBelow(vocabularySize), type(special)));
                    if (parts.size() > MAX_PARTS) {
                        throw template.invalid("adds more than " + MAX_PARTS + " tokens");
                    }
                }
            } else {
                throw element.invalid("must be a Sequence or a SpecialToken");
            }
        }
        if (parts.size() > MAX_PARTS) {
            throw template.invalid("has more than " + MAX_PARTS + " parts");
        }
        return parts;
    }

    private static int index(Component id) {
        return switch (id.text()) {
            case "A" -> 0;
            case "B" -> 1;
            default -> throw id.invalid("must be A or B");
        };
    }

    private static int type(Component part) {
        return part.get("type_id").numberBelow(MAX_TYPE);
    }
}
