package io.aifactory.training.runner;

import io.aifactory.contracts.Digest;
import io.aifactory.training.spec.JobPlan;
import io.aifactory.training.spec.TrainingSpec;
import io.aifactory.training.store.JobFigures;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the lineage of a model says of the run that made it. */
final class RunSummary {
    private RunSummary() {}

    /** Final figures by name. */
    static Map<String, Double> metrics(JobFigures figures) {
        Map<String, Double> metrics = new TreeMap<>();
        put(metrics, "loss", figures.loss());
        put(metrics, "held_out_bits_per_byte", figures.heldOutBitsPerByte());
        put(metrics, "bigram_bits_per_byte", figures.bigramBitsPerByte());
        put(metrics, "joules", figures.joules());
        put(metrics, "tokens", (double) figures.tokens());
        put(metrics, "steps", (double) figures.step());
        return metrics;
    }

    /** What the run was asked to do, by name. */
    static Map<String, String> parameters(JobPlan plan, Digest specDigest) {
        TrainingSpec spec = plan.spec();
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("run_name", plan.name());
        parameters.put("spec_digest", specDigest.value());
        parameters.put("hidden", String.valueOf(spec.model().hidden()));
        parameters.put("intermediate", String.valueOf(spec.model().intermediate()));
        parameters.put("layers", String.valueOf(spec.model().layers()));
        parameters.put("heads", String.valueOf(spec.model().heads()));
        parameters.put("key_value_heads", String.valueOf(spec.model().keyValueHeads()));
        parameters.put("context_tokens", String.valueOf(spec.model().contextTokens()));
        parameters.put("steps", String.valueOf(spec.steps()));
        parameters.put("batch_rows", String.valueOf(spec.batchRows()));
        parameters.put("learning_rate", String.valueOf(spec.optimizer().learningRate()));
        parameters.put("warmup_steps", String.valueOf(spec.optimizer().warmupSteps()));
        parameters.put("weight_decay", String.valueOf(spec.optimizer().weightDecay()));
        parameters.put("seed", String.valueOf(spec.seed()));
        return parameters;
    }

    private static void put(Map<String, Double> into, String name, @Nullable Double value) {
        if (value != null) {
            into.put(name, value);
        }
    }
}
