package io.aifactory.simulator.study;

import java.util.List;
import java.util.Locale;

/** Answers of {@link WhatIf} for people. */
public final class WhatIfText {
    private static final double KILO = 1_000;

    private WhatIfText() {}

    /**
     * @param fleets the cheapest first
     * @param currency of the money
     */
    public static String of(WhatIf question, List<WhatIf.Fleet> fleets, String currency) {
        if (fleets.isEmpty()) {
            return "no fleet of up to %d workers is enough at any operating point; allow more time, or change the policy%n"
                    .formatted(WhatIf.MOST_WORKERS);
        }
        WhatIf.Fleet best = fleets.getFirst();
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%,.0f output tokens a week are %,.0f a second: %d devices (%d workers), %.1f kW, %,.0f %s a week%n",
                        question.tokensPerWeek(),
                        question.tokensPerSecond(),
                        best.devices(),
                        best.workers(),
                        best.watts() / KILO,
                        best.moneyPerWeek(),
                        currency));
        text.append(
                "%n%12s %9s %8s %8s %9s %10s %12s %9s %9s %8s %5s%n"
                        .formatted(
                                "tokens/step",
                                "sequences",
                                "workers",
                                "devices",
                                "watts",
                                "kWh/week",
                                currency + "/week",
                                "kg CO2",
                                "TTFT p99",
                                "ITL p99",
                                "busy"));
        for (WhatIf.Fleet fleet : fleets) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%12d %9d %8d %8d %9.0f %10.0f %12.0f %9.0f %7.2f s %5.1f ms %4.0f%%%n",
                            fleet.tokenBudget(),
                            fleet.maxSequences(),
                            fleet.workers(),
                            fleet.devices(),
                            fleet.watts(),
                            fleet.kilowattHoursPerWeek(),
                            fleet.moneyPerWeek(),
                            fleet.kilogramsCo2PerWeek(),
                            fleet.report().ttft().p99() / KILO,
                            fleet.report().itl().p99(),
                            100 * fleet.report().utilisation()));
        }
        return text.toString();
    }
}
