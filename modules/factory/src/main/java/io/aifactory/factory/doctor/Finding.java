package io.aifactory.factory.doctor;

/**
 * What one check found.
 *
 * @param verdict whether it is good
 * @param subject what was looked at
 * @param found what was there
 * @param advice what to do; empty where nothing is to be done
 */
public record Finding(Verdict verdict, String subject, String found, String advice) {
    /** How good it is. */
    public enum Verdict {
        /** Nothing to do. */
        OK,
        /** The factory works, but something could be better. */
        HINT,
        /** The factory does not work like this. */
        BAD
    }

    static Finding ok(String subject, String found) {
        return new Finding(Verdict.OK, subject, found, "");
    }

    static Finding hint(String subject, String found, String advice) {
        return new Finding(Verdict.HINT, subject, found, advice);
    }

    static Finding bad(String subject, String found, String advice) {
        return new Finding(Verdict.BAD, subject, found, advice);
    }
}
