package io.aifactory.factory.report;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.frontier.FrontierCsv;
import io.aifactory.economics.frontier.ParetoFrontier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * The two files of a frontier.
 *
 * @param html page with a chart, readable without any network
 * @param csv table
 */
public record FrontierFiles(Path html, Path csv) {
    /** Writes both, each whole or not at all; earlier ones are replaced. */
    public static FrontierFiles write(
            Path folder,
            ParetoFrontier frontier,
            String model,
            String device,
            CostModel costs,
            Instant measuredAt)
            throws IOException {
        Files.createDirectories(folder);
        Path html = folder.resolve("frontier.html");
        Path csv = folder.resolve("frontier.csv");
        replace(html, new FrontierPage(frontier, model, device, costs, measuredAt).html());
        replace(csv, FrontierCsv.write(frontier, costs.currency()));
        return new FrontierFiles(html, csv);
    }

    private static void replace(Path file, String content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(folder, "frontier", ".tmp");
        Files.writeString(temporary, content);
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
