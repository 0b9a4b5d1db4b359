package io.aifactory.simulator.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.model.WorkerCatalog;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PolicyCatalogTest {
    private static final PolicyContext CONTEXT =
            new PolicyContext(WorkerCatalog.roofline(), new SplittableRandom(1));

    @Test
    void everyPolicyCanBeMadeAndRefusesAnEmptyFleet() {
        for (PolicyEntry entry : PolicyCatalog.entries()) {
            Router router = PolicySpec.parse(entry.name()).make(CONTEXT);
            RequestFeatures request = new RequestFeatures("r", "t", "m", 10, 10);
            assertThrows(IllegalArgumentException.class, () -> router.route(request, List.of(), 0));
        }
    }

    @Test
    void parametersAreGivenByNameAndTheOthersStayAsShipped() {
        PolicySpec spec = PolicySpec.parse("dynamo:scale=64:decay=1");
        assertEquals(
                Map.of(
                        "scale",
                        64.0,
                        "credit",
                        1.0,
                        "decay",
                        1.0,
                        "active",
                        0.0,
                        "temperature",
                        0.0),
                spec.parameters());
        assertEquals("dynamo:scale=64:decay=1", spec.text());
    }

    @Test
    void whatIsNotUnderstoodIsSaidWithWhatIsKnown() {
        assertTrue(message("best").contains("unknown policy 'best'; known: round-robin, random"));
        assertTrue(message("dynamo:speed=1").contains("no parameter 'speed'; it has {credit=1.0"));
        assertTrue(message("random:x=1").contains("it has none"));
        assertTrue(message("dynamo:scale=fast").contains("scale must be a number, not 'fast'"));
        assertTrue(message("dynamo:scale=NaN").contains("scale must be a number, not 'NaN'"));
        PolicySpec outOfRange = PolicySpec.parse("dynamo:credit=2");
        assertEquals(
                "policy 'dynamo:credit=2': Dynamo's credit is from 0 to 1 and its other knobs are numbers from 0",
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> outOfRange.make(CONTEXT))
                                .getMessage()));
    }

    private static String message(String text) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> PolicySpec.parse(text))
                        .getMessage());
    }
}
