package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.TemplateLimits;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** {@code '%s' % value} and {@code '{}'.format(value)}. */
final class Formatting {
    private final Budget budget;
    private final Printing printing;

    Formatting(Budget budget, Printing printing) {
        this.budget = budget;
        this.printing = printing;
    }

    /** One conversion: {@code %[(name)][flags][width][.precision]type}. */
    private record Conversion(
            Optional<String> name, String flags, int width, int precision, char type) {
        boolean left() {
            return flags.indexOf('-') >= 0;
        }
    }

    /** Reads one conversion behind another, and knows how far it has come. */
    private static final class Reader {
        private final String format;
        private int at;

        Reader(String format) {
            this.format = format;
        }

        Conversion conversion() {
            Optional<String> name = Optional.empty();
            if (peek() == '(') {
                int end = format.indexOf(')', at);
                name = Optional.of(format.substring(at + 1, Math.max(at + 1, end)));
                at = end < 0 ? format.length() : end + 1;
            }
            int flags = at;
            while ("-+ 0#".indexOf(peek()) >= 0) {
                at++;
            }
            String found = format.substring(flags, at);
            int width = number(0);
            int precision = -1;
            if (peek() == '.') {
                at++;
                precision = number(0);
            }
            char type = peek();
            at++;
            return new Conversion(name, found, width, precision, type);
        }

        private int number(int absent) {
            int number = absent;
            while (peek() >= '0' && peek() <= '9') {
                number = number * 10 + (peek() - '0');
                at++;
                if (number > TemplateLimits.WIDTH) {
                    throw Trouble.limit(
                            "a format wider than " + TemplateLimits.WIDTH + " characters");
                }
            }
            return number;
        }

        private char peek() {
            return at < format.length() ? format.charAt(at) : '\0';
        }
    }

    /** {@code format % values}; values is a tuple, a dict, or one value. */
    Text percent(Text format, Value values) {
        List<Value> positional =
                values instanceof Value.Sequence(Value.Kind kind, List<Value> items)
                                && kind == Value.Kind.TUPLE
                        ? items
                        : List.of(values);
        TextBuilder out = new TextBuilder(budget);
        Reader reader = new Reader(format.value());
        int used = 0;
        int done = 0;
        for (int sign = format.value().indexOf('%');
                sign >= 0;
                sign = format.value().indexOf('%', done)) {
            out.append(format.substring(done, sign));
            reader.at = sign + 1;
            Conversion conversion = reader.conversion();
            done = Math.min(reader.at, format.length());
            if (conversion.type() == '%') {
                out.append(format.substring(done - 1, done));
            } else if (conversion.name().isPresent()) {
                if (!(values instanceof Mapping mapping)) {
                    throw Trouble.evaluation("a format with names needs a dict");
                }
                String name = conversion.name().get();
                out.append(
                        converted(
                                conversion,
                                mapping.get(name)
                                        .orElseThrow(() ->
                                                Trouble.evaluation(
                                                        "the format needs '" + name + "'"))));
            } else if (used < positional.size()) {
                out.append(converted(conversion, positional.get(used++)));
            } else {
                throw Trouble.evaluation("the format has more places than there are values");
            }
        }
        if (used < positional.size() && !(values instanceof Mapping)) {
            throw Trouble.evaluation("the format has fewer places than there are values");
        }
        return out.append(format.substring(done, format.length())).build();
    }

    private Text converted(Conversion conversion, Value value) {
        Text text =
                switch (conversion.type()) {
                    case 's' -> cut(printing.text(value), conversion.precision());
                    case 'r' -> cut(printing.repr(value), conversion.precision());
                    case 'd', 'i', 'u' -> Text.foreign(signed(conversion, whole(value).toString()));
                    case 'x' -> Text.foreign(signed(conversion, whole(value).toString(16)));
                    case 'f' -> Text.foreign(signed(conversion, fixed(conversion, value)));
                    default ->
                            throw Trouble.unsupported(
                                    "the format '%"
                                            + conversion.type()
                                            + "'; write s, r, d, x or f");
                };
        int missing = conversion.width() - text.codePoints();
        if (missing <= 0) {
            return text;
        }
        TextBuilder padded = new TextBuilder(budget);
        boolean zeros = conversion.flags().indexOf('0') >= 0 && !conversion.left();
        if (zeros && "sr".indexOf(conversion.type()) < 0) {
            int sign = !text.isEmpty() && "+- ".indexOf(text.value().charAt(0)) >= 0 ? 1 : 0;
            return padded.append(text.substring(0, sign))
                    .append("0".repeat(missing), false)
                    .append(text.substring(sign, text.length()))
                    .build();
        }
        String spaces = " ".repeat(missing);
        return conversion.left()
                ? padded.append(text).append(spaces, false).build()
                : padded.append(spaces, false).append(text).build();
    }

    private static Text cut(Text text, int precision) {
        return precision < 0 || precision >= text.codePoints()
                ? text
                : text.substring(0, text.value().offsetByCodePoints(0, precision));
    }

    private static String signed(Conversion conversion, String number) {
        if (number.startsWith("-")) {
            return number;
        }
        if (conversion.flags().indexOf('+') >= 0) {
            return "+" + number;
        }
        return conversion.flags().indexOf(' ') >= 0 ? " " + number : number;
    }

    private static BigInteger whole(Value value) {
        if (value instanceof Value.Real(double number) && Double.isFinite(number)) {
            return new java.math.BigDecimal(number).toBigInteger();
        }
        return Numbers.whole(value)
                .orElseThrow(() -> Trouble.type("a format of numbers needs a number, not", value));
    }

    private static String fixed(Conversion conversion, Value value) {
        double number =
                Numbers.real(value)
                        .orElseThrow(() ->
                                Trouble.type("a format of numbers needs a number, not", value));
        if (!Double.isFinite(number)) {
            return Numbers.text(number);
        }
        int places = conversion.precision() < 0 ? 6 : conversion.precision();
        return new java.math.BigDecimal(number)
                .setScale(places, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** {@code format.format(…)} without format specifications. */
    Text braces(Text format, Given given) {
        TextBuilder out = new TextBuilder(budget);
        String text = format.value();
        int next = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                out.append(format.substring(at, at + 1));
                at += 2;
            } else if (c == '{') {
                int end = text.indexOf('}', at);
                String field = end < 0 ? "" : text.substring(at + 1, end);
                if (end < 0 || !field.matches("[0-9]{0,4}|[A-Za-z_][A-Za-z0-9_]*")) {
                    throw Trouble.unsupported(
                            "a format with more than a number or a name between its braces");
                }
                out.append(printing.text(field(field, given, next)));
                next += field.isEmpty() ? 1 : 0;
                at = end + 1;
            } else if (c == '}') {
                throw Trouble.evaluation("a single '}' in a format");
            } else {
                int end = at;
                while (end < text.length() && "{}".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                out.append(format.substring(at, end));
                at = end;
            }
        }
        return out.build();
    }

    private static Value field(String field, Given given, int next) {
        boolean numbered = field.isEmpty() || Character.isDigit(field.charAt(0));
        int place = field.isEmpty() ? next : numbered ? Integer.parseInt(field) : -1;
        if (numbered && place < given.positional().size()) {
            return given.positional().get(place);
        }
        return Optional.ofNullable(given.named().get(field))
                .orElseThrow(() ->
                        Trouble.evaluation("the format needs '" + field + "', which is not given"));
    }
}
