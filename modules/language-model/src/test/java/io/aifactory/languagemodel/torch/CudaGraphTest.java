package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.reference.FamilyCase;
import io.aifactory.languagemodel.reference.ReferenceDecoder;
import io.aifactory.languagemodel.torch.DecoderForm.CudaKernels;
import io.aifactory.languagemodel.torch.DecoderForm.Products;
import io.aifactory.languagemodel.torch.DecoderForm.SlotAttention;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be known of the graphs of CUDA without such a device: that libtorch accepts each of
 * them, and what they compute where their kernels are replaced by plain operators.
 */
class CudaGraphTest {
    private static final Device PROCESSOR = new Device.Cpu(2);
    private static final CudaKernels ALL = new CudaKernels(true, true);
    private static final CudaKernels NONE = new CudaKernels(false, false);

    /** What stands for a part that only a CUDA device can run. */
    private static final Map<String, String> PLAIN_PARTS =
            Map.of("flash", "flash_plain", "copies_queued", "copies_at_once");

    /** The graphs of CUDA on the processor, with plain operators in the place of its kernels. */
    private static final DecoderGraphs PLAIN_KERNELS =
            new DecoderGraphs() {
                @Override
                public DecoderForm form(
                        ModelConfig config, Precision precision, Device device, boolean adapters) {
                    return DecoderForm.onCuda(
                            config, precision, adapters, new CudaKernels(true, false));
                }

                @Override
                public GraphSource source(ModelConfig config, DecoderForm form) {
                    return GraphSource.composed(
                            GraphSource.parts(config, form).stream()
                                    .map(part -> PLAIN_PARTS.getOrDefault(part, part))
                                    .toList());
                }
            };

    @TempDir Path folder;

    static Stream<FamilyCase> families() {
        return Stream.concat(FamilyCase.all(), FamilyCase.inGroups());
    }

    /** Whose scores are not capped, which the kernel does not do. */
    static Stream<FamilyCase> uncapped() {
        return FamilyCase.all().filter(family -> !family.keys().contains("attn_logit_softcapping"));
    }

    /** Names of operators and their arguments are resolved when a graph is loaded. */
    @Test
    void libtorchAcceptsEveryGraphOfCuda() throws IOException {
        Map<GraphSource, String> sources = new LinkedHashMap<>();
        for (FamilyCase family : families().toList()) {
            ModelConfig config = config(family);
            for (Precision precision : Precision.values()) {
                for (CudaKernels kernels : List.of(ALL, NONE)) {
                    for (boolean adapters : List.of(true, false)) {
                        DecoderForm form = DecoderForm.onCuda(config, precision, adapters, kernels);
                        sources.putIfAbsent(
                                GraphSource.decoder(config, form), family.name() + " as " + form);
                    }
                }
            }
        }

        sources.forEach((source, what) ->
                assertDoesNotThrow(
                        () -> TorchGraph.open(source, PROCESSOR, TorchGraph.Mode.INFERENCE).close(),
                        what));
    }

    @Test
    void aDeviceWithoutTheKernelsIsFoundOut() {
        assertEquals(NONE, CudaProbe.kernels(PROCESSOR));
    }

    @Test
    void kernelsAreTakenWhereTheyComputeWhatIsAskedFor() throws IOException {
        ModelConfig llama = config(FamilyCase.named("llama"));
        assertEquals(SlotAttention.FLASH, on(llama, Precision.BF16, ALL).attention());
        assertEquals(SlotAttention.FLASH, on(llama, Precision.INT4, ALL).attention());
        assertEquals(SlotAttention.MASKED, on(llama, Precision.BF16, NONE).attention());
        // the kernel is of 16 bits
        assertEquals(SlotAttention.MASKED, on(llama, Precision.F32, ALL).attention());
        assertEquals(SlotAttention.MASKED, on(llama, Precision.INT8, ALL).attention());
        // scores are capped
        ModelConfig gemma2 = config(FamilyCase.named("gemma2"));
        assertEquals(SlotAttention.MASKED, on(gemma2, Precision.BF16, ALL).attention());

        assertEquals(Products.TILED, on(llama, Precision.INT4, ALL).products());
        assertEquals(Products.WIDENED, on(llama, Precision.INT4, NONE).products());
        assertEquals(Products.WIDENED, on(llama, Precision.INT8, ALL).products());
    }

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#all")
    void attentionInOneCallIsThatOfThePlainFormulas(FamilyCase family) throws IOException {
        FamilyCase rounded =
                new FamilyCase(family.name(), TensorType.BF16, family.hidden(), family.keys());
        ReferenceDecoder reference = rounded.write(folder);
        boolean mixture = family.name().contains("moe") || family.name().contains("mixtral");
        try (InferenceEngine engine = load(PLAIN_KERNELS, Precision.BF16)) {
            Comparison.of(reference, engine).check(mixture ? 0.15 : 0.03, mixture ? 0.9 : 0.99);
        }
    }

    /** In float32, so that nothing hides in rounding: chunks, single tokens, drafts, mixed. */
    @ParameterizedTest
    @MethodSource("uncapped")
    void anyMixOfSequencesIsThatOfThePlainFormulas(FamilyCase family) throws IOException {
        ReferenceDecoder reference = family.write(folder);
        try (InferenceEngine engine =
                new TorchLanguageModels(flashInFloat32())
                        .load(ModelFiles.inFolder(folder), PROCESSOR, Precision.F32, 6, 40)) {
            double worst = FamilyParity.worst(engine, reference);
            assertTrue(worst <= 1e-4, "largest relative difference of a logit: " + worst);
        }
    }

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#all")
    void widenedInt8IsThatOfTheRoundedMatrices(FamilyCase family) throws IOException {
        family.write(folder);
        try (InferenceEngine engine = load(PLAIN_KERNELS, Precision.INT8)) {
            Comparison.of(family.inInt8(Map.of()), engine).checkExact(1e-4);
        }
    }

    @ParameterizedTest
    @MethodSource("io.aifactory.languagemodel.reference.FamilyCase#inGroups")
    void widenedInt4IsThatOfTheRoundedMatrices(FamilyCase family) throws IOException {
        family.write(folder);
        try (InferenceEngine engine = load(PLAIN_KERNELS, Precision.INT4)) {
            Comparison.of(family.inInt4(), engine).check(0.03, 0.99);
        }
    }

    private InferenceEngine load(DecoderGraphs graphs, Precision precision) throws IOException {
        return new TorchLanguageModels(graphs)
                .load(ModelFiles.inFolder(folder), PROCESSOR, precision, 4, 0);
    }

    private static DecoderGraphs flashInFloat32() {
        return new DecoderGraphs() {
            @Override
            public DecoderForm form(
                    ModelConfig config, Precision precision, Device device, boolean adapters) {
                return new DecoderForm(
                        precision,
                        Products.PLAIN,
                        SlotAttention.FLASH,
                        DecoderForm.Copies.AT_ONCE,
                        adapters);
            }

            @Override
            public GraphSource source(ModelConfig config, DecoderForm form) {
                return PLAIN_KERNELS.source(config, form);
            }
        };
    }

    private static DecoderForm on(ModelConfig config, Precision precision, CudaKernels kernels) {
        return DecoderForm.onCuda(config, precision, false, kernels);
    }

    private ModelConfig config(FamilyCase family) throws IOException {
        Path file = Files.writeString(folder.resolve(ModelConfigFile.NAME), family.config());
        return ModelConfigFile.read(file);
    }
}
