package io.aifactory.factory.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Measured frontiers in the database, the newest first. */
@ApplicationScoped
class FrontierStore {
    private static final int NEWEST = 20;

    private final ObjectMapper json;

    FrontierStore(ObjectMapper json) {
        this.json = json;
    }

    @Transactional
    public void add(FrontierReport report) {
        var row = new FrontierRow();
        row.model = report.model();
        row.device = report.device();
        row.measuredAt = report.measuredAt();
        row.body = write(report);
        row.persist();
    }

    @Transactional
    public List<FrontierReport> newest() {
        return FrontierRow.<FrontierRow>findAll(Sort.descending("id"))
                .page(Page.ofSize(NEWEST))
                .stream()
                .map(row -> read(row.body))
                .toList();
    }

    private String write(FrontierReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a frontier report cannot be written", e);
        }
    }

    private FrontierReport read(String body) {
        try {
            return json.readValue(body, FrontierReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored frontier report cannot be read", e);
        }
    }
}
