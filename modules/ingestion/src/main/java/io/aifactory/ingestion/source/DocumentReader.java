package io.aifactory.ingestion.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.ingestion.text.BinaryContent;
import io.aifactory.ingestion.text.DecodedText;
import io.aifactory.ingestion.text.FunctionWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts the content of one file into candidates. */
final class DocumentReader {
    /** More than this share of invalid bytes is another encoding, not a slip. */
    private static final double MAX_REPLACED_SHARE = 0.1;

    private static final ObjectMapper JSON = new JsonMapper();
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** The sample's makers joined paragraphs by several spaces. */
    private static final Pattern PARAGRAPH = Pattern.compile(" {2,}");

    private final ReadingRules rules;
    private final Set<String> languages;
    private final Runnable cancellation;
    private final Candidate.Sink sink;

    DocumentReader(
            ReadingRules rules, Set<String> languages, Runnable cancellation, Candidate.Sink sink) {
        this.rules = rules;
        this.languages = languages;
        this.cancellation = cancellation;
        this.sink = sink;
    }

    /** Reads a file that is neither an archive nor compressed. */
    void read(String path, FileFormat format, InputStream in) throws IOException {
        switch (format) {
            case JSON_LINES -> lines(path, in, this::jsonLine);
            case EUROPARL_LINES -> lines(path, in, this::europarlLine);
            case PROSE -> prose(path, in);
            case WHOLE, ARCHIVE, GZIP -> whole(path, in);
        }
    }

    private void whole(String path, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Limits.DOCUMENT_BYTES + 1);
        if (bytes.length > Limits.DOCUMENT_BYTES) {
            reject(
                    path,
                    0,
                    Rejection.TOO_LONG,
                    "has more than " + Limits.DOCUMENT_BYTES + " bytes");
        } else {
            text(path, 0, bytes);
        }
    }

    /** A section ends at an empty line once it is long enough, or at any line end if none comes. */
    private void prose(String path, InputStream in) throws IOException {
        Line.Reader lines = new Line.Reader(in, Limits.DOCUMENT_BYTES);
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        long start = 1;
        for (Line line = lines.next(); line != null; line = lines.next()) {
            cancellation.run();
            if (line.tooLong()) {
                reject(path, line.number(), Rejection.TOO_LONG, "is a line without an end");
                continue;
            }
            boolean blank = isBlank(line.bytes());
            boolean full =
                    section.size() >= rules.sectionBytes()
                            && (blank || section.size() >= 4L * rules.sectionBytes());
            if (full) {
                text(path, start, section.toByteArray());
                section.reset();
                start = line.number();
            }
            section.writeBytes(line.bytes());
            section.write('\n');
        }
        if (section.size() > 0 || start == 1) {
            text(path, start, section.toByteArray());
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private void text(String path, long offset, byte[] bytes) {
        decode(path, offset, bytes)
                .ifPresent(decoded -> accept(path, offset, decoded.text(), decoded, "", Map.of()));
    }

    private Optional<DecodedText> decode(String path, long offset, byte[] bytes) {
        if (DecodedText.isUtf16(bytes)) {
            reject(path, offset, Rejection.NOT_UTF8, "is UTF-16; convert it to UTF-8");
            return Optional.empty();
        }
        if (BinaryContent.isBinary(bytes)) {
            reject(path, offset, Rejection.BINARY, "is not text");
            return Optional.empty();
        }
        DecodedText decoded = DecodedText.of(bytes);
        if (decoded.replacedBytes() > bytes.length * MAX_REPLACED_SHARE) {
            reject(path, offset, Rejection.NOT_UTF8, "is not UTF-8; convert it");
            return Optional.empty();
        }
        return Optional.of(decoded);
    }

    private interface LineUse {
        void use(String path, long number, DecodedText line);
    }

    private void lines(String path, InputStream in, LineUse use) throws IOException {
        Line.Reader lines = new Line.Reader(in, Limits.DOCUMENT_BYTES);
        for (Line line = lines.next(); line != null; line = lines.next()) {
            cancellation.run();
            if (line.tooLong()) {
                reject(
                        path,
                        line.number(),
                        Rejection.TOO_LONG,
                        "has more than " + Limits.DOCUMENT_BYTES + " bytes");
            } else if (!isBlank(line.bytes())) {
                long number = line.number();
                decode(path, number, line.bytes())
                        .ifPresent(decoded -> use.use(path, number, decoded));
            }
        }
    }

    private void jsonLine(String path, long number, DecodedText line) {
        JsonNode node;
        try {
            node = JSON.readTree(line.text());
        } catch (JsonProcessingException e) {
            reject(path, number, Rejection.MALFORMED_JSON, "is not valid JSON");
            return;
        }
        if (!node.isObject()) {
            reject(path, number, Rejection.MALFORMED_JSON, "is not a JSON object");
            return;
        }
        JsonNode text = node.path(rules.textProperty());
        if (text.isTextual()) {
            accept(path, number, text.textValue(), line, "", Map.of());
        } else {
            reject(
                    path,
                    number,
                    Rejection.NO_TEXT,
                    "has no text property '" + rules.textProperty() + "'");
        }
    }

    private void europarlLine(String path, long number, DecodedText line) {
        String[] parts = line.text().split("\t", 3);
        if (parts.length < 3 || !DATE.matcher(parts[1]).matches()) {
            reject(path, number, Rejection.MALFORMED_LINE, "is not title, date and text");
            return;
        }
        Optional<String> language = FunctionWords.language(parts[2]);
        if (!languages.isEmpty() && language.filter(languages::contains).isEmpty()) {
            reject(path, number, Rejection.OTHER_LANGUAGE, "is in another language");
            return;
        }
        accept(
                path,
                number,
                PARAGRAPH.matcher(parts[2]).replaceAll("\n"),
                line,
                "europarl " + parts[1],
                language.<Map<String, String>>map(l -> Map.of("date", parts[1], "language", l))
                        .orElseGet(() -> Map.of("date", parts[1])));
    }

    private void accept(
            String path,
            long offset,
            String text,
            DecodedText decoded,
            String group,
            Map<String, String> labels) {
        sink.accept(new Candidate.Text(path, offset, text, decoded.replacedBytes(), group, labels));
    }

    private void reject(String path, long offset, Rejection reason, String detail) {
        sink.accept(new Candidate.Unusable(path, offset, reason, detail));
    }
}
