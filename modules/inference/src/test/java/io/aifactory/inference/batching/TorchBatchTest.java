package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.OnDevice;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole worker below the network, on the real engine. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnDevice
class TorchBatchTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sequencesThatJoinAndLeaveGetTheSameTokensAsAlone(boolean ahead, @TempDir Path folder)
            throws Exception {
        TinyLlama.write(folder);
        StepLoop loop = TorchLoop.start(4, 16, ahead);
        try {
            LoadedModel model = loop.load(TorchLoop.prepared(folder)).join();
            int vocabulary = model.prepared().task().vocabulary();
            List<GenerationSpec> specs = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int[] prompt = new int[1 + i * 7 % 40];
                for (int j = 0; j < prompt.length; j++) {
                    prompt[j] = (i * 31 + j * 17) % vocabulary;
                }
                specs.add(
                        new GenerationSpec(
                                "sequence " + i,
                                prompt,
                                prompt.length,
                                5 + i * 5 % 23,
                                i % 3 == 0
                                        ? SamplingSpec.greedy()
                                        : new SamplingSpec(0.9f, 0.95f, 40, i),
                                List.of(),
                                Set.of()));
            }
            List<List<Integer>> alone = new ArrayList<>();
            List<String> aloneText = new ArrayList<>();
            for (GenerationSpec spec : specs) {
                RecordingSink sink = new RecordingSink();
                loop.submit(model, spec, sink);
                sink.end().join();
                alone.add(sink.tokens());
                aloneText.add(sink.text());
            }

            List<RecordingSink> sinks = new ArrayList<>();
            for (GenerationSpec spec : specs) {
                sinks.add(new RecordingSink());
                loop.submit(model, spec, sinks.getLast());
            }
            sinks.forEach(sink -> sink.end().join());

            assertEquals(alone, sinks.stream().map(RecordingSink::tokens).toList());
            assertEquals(aloneText, sinks.stream().map(RecordingSink::text).toList());
            assertEquals(
                    specs.stream().map(GenerationSpec::maxTokens).toList(),
                    alone.stream().map(List::size).toList());
            assertEquals(ahead, loop.load().totals().stepsAhead() > 50);
            assertTrue(alone.stream().flatMap(List::stream).distinct().count() > 20);
        } finally {
            TorchLoop.end(loop);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theReferenceModelGivesItsReferenceTokensInOneBatch(boolean ahead) throws Exception {
        Path reference =
                Path.of(System.getProperty("aifactory.reference-data", "absent"))
                        .resolve("oracles/llama-tiny");
        assumeTrue(
                Files.isRegularFile(reference.resolve("oracle.json")),
                "reference data oracles/llama-tiny is not on this machine");
        JsonNode prompts =
                new ObjectMapper()
                        .readTree(reference.resolve("oracle.json").toFile())
                        .get("prompts");
        StepLoop loop = TorchLoop.start(4, 48, ahead);
        try {
            LoadedModel model = loop.load(TorchLoop.prepared(reference)).join();
            List<RecordingSink> sinks = new ArrayList<>();
            List<List<Integer>> expected = new ArrayList<>();
            for (String name : List.of("p130", "p33", "p7", "p1")) {
                int[] ids = ids(prompts.get(name).get("ids")).stream().mapToInt(i -> i).toArray();
                expected.add(ids(prompts.get(name).get("greedy32")));
                sinks.add(new RecordingSink());
                loop.submit(
                        model,
                        new GenerationSpec(
                                name,
                                ids,
                                ids.length,
                                32,
                                SamplingSpec.greedy(),
                                List.of(),
                                Set.of()),
                        sinks.getLast());
            }
            sinks.forEach(sink -> sink.end().join());

            assertEquals(expected, sinks.stream().map(RecordingSink::tokens).toList());
        } finally {
            TorchLoop.end(loop);
        }
    }

    private static List<Integer> ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
    }
}
