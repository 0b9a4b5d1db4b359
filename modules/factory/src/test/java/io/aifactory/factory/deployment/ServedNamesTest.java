package io.aifactory.factory.deployment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServedNamesTest {
    private static final Digest DIGEST = Digest.of(new byte[0]);
    private static final Deployment PRESENT = Deployment.asked(spec("m", "polite"));

    private static DeploymentSpec spec(String name, String... adapters) {
        return new DeploymentSpec(
                name,
                "m",
                "m:1",
                DIGEST,
                Stream.of(adapters).map(a -> new AdapterSpec(a, "a", "a:1", DIGEST)).toList(),
                1,
                4,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH);
    }

    private static void refused(ErrorCode code, String message, DeploymentSpec wanted) {
        FactoryException error =
                assertThrows(
                        FactoryException.class,
                        () -> ServedNames.requireFree(wanted, List.of(PRESENT)));
        assertEquals(message, error.message());
        assertEquals(code, error.code());
    }

    @Test
    void aNameThatStandsForSomethingElseIsRefused() {
        String beside =
                "'polite' is an adapter beside 'm'; give it another name or remove that first";
        refused(ErrorCode.CONFLICT, beside, spec("polite"));
        refused(ErrorCode.CONFLICT, beside, spec("n", "polite"));
        refused(
                ErrorCode.CONFLICT,
                "'m' is deployed; give it another name or remove that first",
                spec("n", "m"));
    }

    @Test
    void aNameIsUsedOnce() {
        refused(
                ErrorCode.INVALID_REQUEST,
                "the name 'n' is used twice; give each adapter a name of its own",
                spec("n", "n"));
        refused(
                ErrorCode.INVALID_REQUEST,
                "the name 'a' is used twice; give each adapter a name of its own",
                spec("n", "a", "a"));
    }

    @Test
    void aDeploymentTakesThePlaceOfItsOwnNameAndOfOnesThatHaveEnded() {
        assertDoesNotThrow(
                () -> ServedNames.requireFree(spec("m", "polite", "terse"), List.of(PRESENT)));
        Deployment ended = Deployment.asked(spec("m", "polite")).removed();
        assertDoesNotThrow(() -> ServedNames.requireFree(spec("polite", "m"), List.of(ended)));
    }
}
