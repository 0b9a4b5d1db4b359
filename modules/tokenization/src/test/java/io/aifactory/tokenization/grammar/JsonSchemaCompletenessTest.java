package io.aifactory.tokenization.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.tokenization.BytePairTrainer;
import io.aifactory.tokenization.Tokenizer;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonSchemaCompletenessTest {
    private static final String END = "<|endoftext|>";
    private static final Tokenizer TOKENIZER = tokenizer();
    private static final GrammarCompiler COMPILER =
            new GrammarCompiler(
                    new GrammarVocabulary(
                            TokenBytes.of(TOKENIZER), Set.of(TOKENIZER.tokenId(END).orElseThrow())),
                    GrammarLimits.DEFAULT);

    /** Trained on JSON, so that its tokens cross the borders of JSON's. */
    private static Tokenizer tokenizer() {
        BytePairTrainer trainer = new BytePairTrainer(700, 2, List.of(END));
        for (int seed = 0; seed < 60; seed++) {
            RandomSchemas schemas = new RandomSchemas(new Random(seed));
            String schema = schemas.next().toString();
            trainer.add(schema);
            trainer.add(schema.replace(":", ": ").replace(",", ", "));
        }
        return trainer.train(size -> {});
    }

    @Property(tries = 400)
    void compactValidDocumentsInTheOrderOfTheSchemaAreAccepted(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        var tree = new RandomSchemas(random).next();
        String schema = tree.toString();
        String document = new RandomDocuments(random, tree).document().toString();
        assertEquals(List.of(), new SchemaOracle(schema).problems(document), schema);
        GrammarState state = COMPILER.compile(new Grammar.JsonSchema(schema)).start();

        for (int token : TOKENIZER.encode(document)) {
            // When
            long[] mask = state.allowed();

            // Then
            assertTrue(
                    (mask[token >> 6] >>> token & 1) != 0,
                    () -> schema + "\n" + document + "\n" + TOKENIZER.decode(new int[] {token}));
            state = state.advance(token);
        }
        assertTrue(state.accepts(), schema + "\n" + document);
    }
}
