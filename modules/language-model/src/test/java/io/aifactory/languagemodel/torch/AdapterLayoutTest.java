package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.LinearModule;
import io.aifactory.languagemodel.adapter.LinearModules;
import io.aifactory.languagemodel.reference.FamilyCase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdapterLayoutTest {
    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#all")
    void theModulesThatAdaptersMayNameAreTheMatricesOfTheLayout(FamilyCase family) {
        var config = ModelConfigFile.parse(family.config());
        Map<String, List<Long>> matrices =
                DecoderTensors.layout(config, Precision.F32).parts().stream()
                        .filter(part -> part.columns() > 0)
                        .collect(
                                Collectors.toMap(
                                        DecoderLayout.Part::name, DecoderLayout.Part::shape));
        Map<String, List<Long>> modules =
                LinearModules.of(config).stream()
                        .filter(module ->
                                !config.tiedEmbeddings() || module.kind() != LinearModule.Kind.HEAD)
                        .collect(
                                Collectors.toMap(
                                        module -> module.name() + ".weight",
                                        module -> List.of(module.outputs(), module.inputs())));
        assertEquals(new TreeMap<>(matrices), new TreeMap<>(modules));
    }
}
