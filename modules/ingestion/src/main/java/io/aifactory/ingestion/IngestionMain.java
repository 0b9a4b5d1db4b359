package io.aifactory.ingestion;

import io.aifactory.service.StandaloneService;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts ingestion alone. */
@QuarkusMain(name = "ingestion")
public final class IngestionMain {
    private IngestionMain() {}

    public static void main(String... arguments) {
        StandaloneService.run("ingestion", arguments);
    }
}
