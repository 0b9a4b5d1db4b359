package io.aifactory.factory.demo;

import io.aifactory.factory.console.Messages;

/** The word that stands beside every figure of energy or money that was not metered. */
final class Estimated {
    private Estimated() {}

    static String mark(boolean estimated) {
        return Messages.text(estimated ? "estimated" : "metered");
    }
}
