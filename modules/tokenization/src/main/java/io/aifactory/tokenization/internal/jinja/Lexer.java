package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.ChatTemplateException;
import io.aifactory.tokenization.template.ChatTemplateException.Kind;
import io.aifactory.tokenization.template.TemplateLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into tokens as Jinja does with {@code trim_blocks} and {@code lstrip_blocks},
 * which is how transformers runs chat templates. Linear in the length of the template.
 */
final class Lexer {
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    /** The last thing read ended with a line end, or nothing has been read. */
    private boolean atLineStart = true;

    private Lexer(String source) {
        this.source = source;
    }

    /**
     * @throws ChatTemplateException if it is too long or has an unfinished tag
     */
    static List<Token> tokens(String template) {
        if (template.length() > TemplateLimits.TEMPLATE_CHARACTERS) {
            throw new ChatTemplateException(
                    Kind.LIMIT,
                    0,
                    "it has %,d characters; the limit is %,d"
                            .formatted(template.length(), TemplateLimits.TEMPLATE_CHARACTERS));
        }
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        if (source.endsWith("\n")) {
            source = source.substring(0, source.length() - 1);
        }
        Lexer lexer = new Lexer(source);
        lexer.root();
        return lexer.tokens;
    }

    private void root() {
        while (at < source.length()) {
            int tag = nextTag(at);
            if (tag < 0) {
                add(Token.Kind.DATA, source.substring(at));
                to(source.length());
                break;
            }
            tag(tag);
        }
        tokens.add(new Token(Token.Kind.END, "", line));
    }

    private int nextTag(int from) {
        for (int brace = source.indexOf('{', from);
                brace >= 0 && brace + 1 < source.length();
                brace = source.indexOf('{', brace + 1)) {
            char next = source.charAt(brace + 1);
            if (next == '{' || next == '%' || next == '#') {
                return brace;
            }
        }
        return -1;
    }

    private void tag(int tag) {
        char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
        boolean signed = sign == '-' || sign == '+';
        char type = source.charAt(tag + 1);
        data(tag, sign, type != '{');
        int bodyAt = tag + (signed ? 3 : 2);
        int raw = type == '%' ? afterRawTag(bodyAt) : -1;
        if (raw >= 0) {
            to(raw);
            rawText();
        } else if (type == '#') {
            to(bodyAt);
            comment();
        } else {
            boolean block = type == '%';
            tokens.add(
                    new Token(
                            block ? Token.Kind.BLOCK_BEGIN : Token.Kind.VARIABLE_BEGIN, "", line));
            to(bodyAt);
            at = new TagLexer(source, at, line, tokens).read(block);
            line = tokens.getLast().line();
            endOfTag(block, at, bodyAt);
        }
    }

    /** The text before a tag; the tag's sign says what becomes of the white space there. */
    private void data(int end, char sign, boolean leftStrip) {
        int keep = end;
        if (sign == '-') {
            keep = Spaces.trimmedEnd(source, at, end);
        } else if (sign != '+' && leftStrip) {
            int lineStart = end;
            while (lineStart > at && source.charAt(lineStart - 1) != '\n') {
                lineStart--;
            }
            boolean startsLine = lineStart > at || atLineStart;
            if (startsLine && Spaces.trimmedEnd(source, lineStart, end) == lineStart) {
                keep = lineStart;
            }
        }
        add(Token.Kind.DATA, source.substring(at, keep));
        to(end);
    }

    /** Behind {@code raw %}} if that is what stands here, else -1. */
    private int afterRawTag(int from) {
        int word = Spaces.skip(source, from);
        if (!source.startsWith("raw", word)) {
            return -1;
        }
        int end = Spaces.skip(source, word + 3);
        if (source.startsWith("-%}", end)) {
            return Spaces.skip(source, end + 3);
        }
        return source.startsWith("%}", end) ? end + 2 : -1;
    }

    private void rawText() {
        for (int tag = source.indexOf("{%", at); tag >= 0; tag = source.indexOf("{%", tag + 2)) {
            int word = tag + 2;
            char sign = word < source.length() ? source.charAt(word) : ' ';
            word = Spaces.skip(source, sign == '-' || sign == '+' ? word + 1 : word);
            if (source.startsWith("endraw", word)) {
                int end = Spaces.skip(source, word + 6);
                int signed = end < source.length() && "+-".indexOf(source.charAt(end)) >= 0 ? 1 : 0;
                if (source.startsWith("%}", end + signed)) {
                    data(tag, sign, true);
                    to(end + signed);
                    endOfTag(true, end + signed + 2, tag);
                    return;
                }
            }
        }
        throw unfinished("{% raw %}");
    }

    private void comment() {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw unfinished("{#");
        }
        int begin = at;
        to(end);
        endOfTag(true, end + 2, begin);
    }

    /** Behind a closing tag: its sign, or its kind, may take white space along. */
    private void endOfTag(boolean trims, int end, int begin) {
        char sign = end - 3 >= begin ? source.charAt(end - 3) : ' ';
        int next = end;
        if (sign == '-') {
            next = Spaces.skip(source, end);
        } else if (trims && sign != '+' && end < source.length() && source.charAt(end) == '\n') {
            next = end + 1;
        }
        to(next);
    }

    private ChatTemplateException unfinished(String tag) {
        return new ChatTemplateException(
                Kind.SYNTAX, line, "'" + tag + "' is not closed; the file may be cut off");
    }

    private void add(Token.Kind kind, String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(kind, text, line));
        }
    }

    private void to(int place) {
        for (; at < place; at++) {
            if (source.charAt(at) == '\n') {
                line++;
            }
        }
        at = place;
        atLineStart = place == 0 || source.charAt(place - 1) == '\n';
    }
}
