package io.aifactory.registry.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ModelReferencePropertyTest {
    @Property
    void anyTextIsReadWithoutFailing(@ForAll String text) {
        ModelReference.parse(text).ifPresent(r -> assertEquals(true, Names.isModel(r.model())));
    }
}
