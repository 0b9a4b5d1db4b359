package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.internal.jinja.Expression.BinaryOperator;
import io.aifactory.tokenization.template.TemplateLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/** Arithmetic and number texts of Python. */
final class Numbers {
    /** Python writes floats without exponent between 1e-4 and 1e16. */
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    private static final int LARGEST_PLAIN_EXPONENT = 15;

    private Numbers() {}

    /** The number as an {@code int} of this machine, cut off at its ends. */
    static int clamped(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }

    /** Booleans count as 0 and 1. */
    static Optional<BigInteger> whole(Value value) {
        return switch (value) {
            case Value.Whole(BigInteger number) -> Optional.of(number);
            case Value.Truth(boolean truth) ->
                    Optional.of(truth ? BigInteger.ONE : BigInteger.ZERO);
            default -> Optional.empty();
        };
    }

    static Optional<Double> real(Value value) {
        return value instanceof Value.Real(double number)
                ? Optional.of(number)
                : whole(value).map(BigInteger::doubleValue);
    }

    static Value whole(BigInteger number) {
        if (number.bitLength() > TemplateLimits.NUMBER_BITS) {
            throw Trouble.limit(
                    "a whole number of more than " + TemplateLimits.NUMBER_BITS + " bits");
        }
        return new Value.Whole(number);
    }

    /** Empty if one of them is no number. */
    static Optional<Value> calculate(BinaryOperator operator, Value left, Value right) {
        Optional<BigInteger> a = whole(left);
        Optional<BigInteger> b = whole(right);
        if (a.isPresent() && b.isPresent()) {
            return Optional.of(calculate(operator, a.get(), b.get()));
        }
        return real(left).flatMap(x -> real(right).map(y -> calculate(operator, x, y)));
    }

    private static Value calculate(BinaryOperator operator, BigInteger a, BigInteger b) {
        return switch (operator) {
            case ADD -> whole(a.add(b));
            case SUBTRACT -> whole(a.subtract(b));
            case MULTIPLY -> whole(a.multiply(b));
            case DIVIDE -> {
                requireDivisor(b.signum() != 0);
                yield new Value.Real(a.doubleValue() / b.doubleValue());
            }
            case DIVIDE_DOWN -> whole(floorDivide(a, b));
            case REMAINDER -> whole(a.subtract(floorDivide(a, b).multiply(b)));
            case POWER -> power(a, b);
        };
    }

    private static BigInteger floorDivide(BigInteger a, BigInteger b) {
        requireDivisor(b.signum() != 0);
        BigInteger[] parts = a.divideAndRemainder(b);
        return parts[1].signum() != 0 && parts[1].signum() != b.signum()
                ? parts[0].subtract(BigInteger.ONE)
                : parts[0];
    }

    private static Value power(BigInteger a, BigInteger b) {
        if (b.signum() < 0) {
            requireDivisor(a.signum() != 0);
            return new Value.Real(Math.pow(a.doubleValue(), b.doubleValue()));
        }
        if (a.abs().compareTo(BigInteger.ONE) <= 0) {
            // 0, 1 and -1 keep small whatever the exponent is; its last bit decides.
            return whole(b.signum() == 0 ? BigInteger.ONE : a.pow(b.testBit(0) ? 1 : 2));
        }
        if (b.bitLength() >= Integer.SIZE
                || b.longValue() * (a.abs().bitLength() - 1L) > TemplateLimits.NUMBER_BITS) {
            throw Trouble.limit(
                    "a whole number of more than " + TemplateLimits.NUMBER_BITS + " bits");
        }
        return whole(a.pow(b.intValue()));
    }

    private static Value calculate(BinaryOperator operator, double a, double b) {
        return new Value.Real(
                switch (operator) {
                    case ADD -> a + b;
                    case SUBTRACT -> a - b;
                    case MULTIPLY -> a * b;
                    case DIVIDE -> {
                        requireDivisor(b != 0);
                        yield a / b;
                    }
                    case DIVIDE_DOWN -> {
                        requireDivisor(b != 0);
                        yield Math.floor(a / b);
                    }
                    case REMAINDER -> {
                        requireDivisor(b != 0);
                        double rest = a % b;
                        yield rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
                    }
                    case POWER -> Math.pow(a, b);
                });
    }

    private static void requireDivisor(boolean good) {
        if (!good) {
            throw Trouble.evaluation("division by zero");
        }
    }

    static Value negated(Value value) {
        Optional<BigInteger> number = whole(value);
        if (number.isPresent()) {
            return whole(number.get().negate());
        }
        if (value instanceof Value.Real(double real)) {
            return new Value.Real(-real);
        }
        throw Trouble.type("'-' needs a number, not", value);
    }

    /** {@code repr(float)}. */
    static String text(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number < 0 ? "-inf" : "inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String sign = number < 0 ? "-" : "";
        if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent <= LARGEST_PLAIN_EXPONENT) {
            String plain = shortest.abs().toPlainString();
            return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
        }
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String power = Integer.toString(Math.abs(exponent));
        return sign
                + digits.charAt(0)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + (power.length() == 1 ? "0" : "")
                + power;
    }

    /** {@code round(number, places)}: half to even, on the exact binary value. */
    static double rounded(double number, int places, RoundingMode mode) {
        if (!Double.isFinite(number) || Math.abs(places) > TemplateLimits.WIDTH) {
            return number;
        }
        return new BigDecimal(number).setScale(places, mode).doubleValue();
    }

    /** {@code int(text)} in a base; empty if it is not written as such a number. */
    static Optional<BigInteger> parseWhole(String text, int base) {
        String trimmed = text.strip();
        if (trimmed.length() > TemplateLimits.WIDTH
                || !trimmed.matches("[+-]?[0-9A-Za-z]+(_[0-9A-Za-z]+)*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigInteger(trimmed.replace("_", ""), base));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** {@code float(text)}; empty if it is not written as a number. */
    static Optional<Double> parseReal(String text) {
        String trimmed = text.strip().toLowerCase(java.util.Locale.ROOT);
        if (trimmed.length() > TemplateLimits.WIDTH) {
            return Optional.empty();
        }
        String unsigned = trimmed.replaceFirst("^[+-]", "");
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return Optional.of(
                    trimmed.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (unsigned.equals("nan")) {
            return Optional.of(Double.NaN);
        }
        String digits = "[0-9]+(_[0-9]+)*";
        return unsigned.matches(
                        "("
                                + digits
                                + "\\.?("
                                + digits
                                + ")?|\\."
                                + digits
                                + ")(e[+-]?"
                                + digits
                                + ")?")
                ? Optional.of(Double.parseDouble(trimmed.replace("_", "")))
                : Optional.empty();
    }
}
