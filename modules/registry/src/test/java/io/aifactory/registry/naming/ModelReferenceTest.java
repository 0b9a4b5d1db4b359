package io.aifactory.registry.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReferenceTest {
    @Test
    void eachFormMeansWhatItSays() {
        assertEquals(Optional.of(new ModelReference.Preferred("m")), ModelReference.parse("m"));
        assertEquals(
                Optional.of(new ModelReference.ByAlias("m", "champion")),
                ModelReference.parse("m@champion"));
        assertEquals(
                Optional.of(new ModelReference.ByVersion("m", 12)), ModelReference.parse("m:12"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                ":",
                "m@",
                "m:",
                "@champion",
                ":1",
                "m:0",
                "m:01",
                "m:-1",
                "m:1.0",
                "m:99999999999",
                "m@1",
                "m@a@b",
                "m:1@a",
                "m@a:1",
                "M",
                "../m",
                "m:٣"
            })
    void otherTextsReferToNothing(String text) {
        assertEquals(Optional.empty(), ModelReference.parse(text));
    }
}
