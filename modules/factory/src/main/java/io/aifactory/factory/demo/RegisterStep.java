package io.aifactory.factory.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.client.TrainingJob;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;

/** Step 4: shows what the registry holds; the training job has registered it. */
final class RegisterStep {
    private final FactoryClient client;
    private final Console console;

    RegisterStep(FactoryClient client, Console console) {
        this.client = client;
        this.console = console;
    }

    void run(TrainingJob job) {
        String reference = reference(job);
        int colon = reference.lastIndexOf(':');
        String path =
                "/api/v1/models/"
                        + reference.substring(0, colon)
                        + "/versions/"
                        + reference.substring(colon + 1);
        JsonNode version = client.get(path);
        console.line(Messages.text("demo.register", reference));
        for (JsonNode file : version.path("contents")) {
            console.line(
                    Messages.text(
                            "demo.register.file",
                            file.path("path").asText(),
                            file.path("bytes").asLong(),
                            file.path("digest").asText()));
        }
        JsonNode lineage = client.get(path + "/lineage");
        console.line(
                Messages.text(
                        "demo.register.lineage",
                        reference,
                        job.id(),
                        lineage.at("/dataset/digest").asText(lineage.path("dataset").asText()),
                        String.join(", ", texts(version.path("aliases")))));
        JsonNode documents = lineage.at("/dataset/documents");
        console.line(
                Messages.text(
                        "demo.register.documents",
                        documents.path("kept").asLong(),
                        documents.path("textBytes").asLong() / 1e6,
                        documents.path("index").asText()));
        for (JsonNode source : lineage.at("/dataset/sources")) {
            console.line(
                    Messages.text(
                            "demo.register.source",
                            source.path("uri").asText(),
                            source.path("digest").asText(),
                            source.path("licence").asText()));
        }
    }

    /** {@code name:version} of the job's result. */
    static String reference(TrainingJob job) {
        if (job.modelVersion() == null) {
            throw new DemoFailure(Messages.text("demo.register.failed"));
        }
        return job.modelVersion();
    }

    private static java.util.List<String> texts(JsonNode array) {
        var texts = new java.util.ArrayList<String>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
