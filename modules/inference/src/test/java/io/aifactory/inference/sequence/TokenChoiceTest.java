package io.aifactory.inference.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.aifactory.languagemodel.inference.LogitChanges;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.TokenCounts;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TokenChoiceTest {
    private static final Penalties ALL = new Penalties(1.5f, 1, 1);

    @Test
    void nothingIsCountedOrChangedForASequenceThatAsksForNothing() {
        TokenChoice choice = new TokenChoice(spec(new SamplingSpec(1, 1, 0, 3), 1, 2));
        choice.chosen(5);
        Sampling sampling = choice.at(3);
        assertSame(LogitChanges.NONE, sampling.changes());
        assertEquals(false, sampling.extended());
    }

    @Test
    void resumedTokensCountAsGeneratedAndThePromptOnlyForRepetition() {
        TokenChoice fresh = new TokenChoice(spec(sampling(ALL, 0), 2, 7, 8));
        fresh.chosen(8);
        fresh.chosen(9);
        TokenChoice resumed = new TokenChoice(spec(sampling(ALL, 0), 2, 7, 8, 8, 9));
        TokenChoice presence =
                new TokenChoice(spec(sampling(new Penalties(1, 1, 0), 0), 2, 7, 8, 8, 9));

        assertEquals(Map.of(7, 0, 8, 1, 9, 1), counts(fresh));
        assertEquals(counts(fresh), counts(resumed));
        assertEquals(Map.of(8, 1, 9, 1), counts(presence));
    }

    @Test
    void endTokensAreForbiddenUntilThereAreEnoughTokensResumedOnesIncluded() {
        TokenChoice choice = new TokenChoice(spec(sampling(Penalties.NONE, 3), 1, 7, 5));
        assertEquals(Set.of(0), choice.at(2).changes().forbidden());
        choice.chosen(5);
        assertEquals(Set.of(0), choice.at(3).changes().forbidden());
        choice.chosen(5);
        assertEquals(Set.of(), choice.at(4).changes().forbidden());
    }

    private static Map<Integer, Integer> counts(TokenChoice choice) {
        TokenCounts counts = choice.at(9).changes().counts();
        Map<Integer, Integer> map = new TreeMap<>();
        for (int i = 0; i < counts.size(); i++) {
            map.put(counts.token(i), counts.count(i));
        }
        return map;
    }

    private static SamplingSpec sampling(Penalties penalties, int least) {
        return new SamplingSpec(1, 1, 0, 0, 3, penalties, Map.of(), least, OptionalInt.empty());
    }

    private static GenerationSpec spec(SamplingSpec sampling, int promptTokens, int... tokens) {
        return new GenerationSpec("id", tokens, promptTokens, 9, sampling, List.of(), Set.of(0));
    }
}
