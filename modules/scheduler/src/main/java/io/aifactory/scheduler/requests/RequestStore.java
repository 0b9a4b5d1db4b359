package io.aifactory.scheduler.requests;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;

/**
 * Requests in PostgreSQL: what each used, and the states it has been in. Appending is idempotent,
 * so that an unknown outcome may be repeated.
 */
@ApplicationScoped
public class RequestStore {
    private static final String APPEND_USAGE =
            """
            insert into scheduler.usage (request_id, at, api_key, model, endpoint, outcome,
              prompt_tokens, cached_tokens, completion_tokens, joules, joules_estimated, money,
              currency, grams_co2, worker, first_token_millis, token_millis)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (request_id) do nothing
            """;

    private static final String APPEND_EVENT =
            """
            insert into scheduler.request_event (request_id, at, state, detail)
            values (?, ?, ?, ?)
            on conflict (request_id, state) do nothing
            """;

    private static final String EVENTS =
            "select at, state, detail from scheduler.request_event where request_id = ?";

    private final DataSource database;

    public RequestStore(DataSource database) {
        this.database = database;
    }

    /** Appends all or none of them; returns after the commit. */
    public void append(List<? extends RequestRow> rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement usage = connection.prepareStatement(APPEND_USAGE);
                PreparedStatement events = connection.prepareStatement(APPEND_EVENT)) {
            connection.setAutoCommit(false);
            for (RequestRow row : rows) {
                switch (row) {
                    case UsageRecord used -> add(usage, used);
                    case RequestEvent event -> add(events, event);
                }
            }
            events.executeBatch();
            usage.executeBatch();
            connection.commit();
        }
    }

    /** The states that a request has been in, in order; empty if it is not known. */
    List<RequestEvent> events(String requestId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(EVENTS)) {
            query.setString(1, requestId);
            List<RequestEvent> events = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(
                            new RequestEvent(
                                    requestId,
                                    rows.getTimestamp("at").toInstant(),
                                    RequestState.Name.valueOf(rows.getString("state")),
                                    rows.getString("detail")));
                }
            }
            // Clocks are set back at times; the order of the states is always the same.
            events.sort(Comparator.comparing(RequestEvent::state));
            return events;
        }
    }

    private static void add(PreparedStatement insert, RequestEvent event) throws SQLException {
        insert.setString(1, event.requestId());
        insert.setTimestamp(2, Timestamp.from(event.at()));
        insert.setString(3, event.state().name());
        insert.setString(4, event.detail());
        insert.addBatch();
    }

    private static void add(PreparedStatement insert, UsageRecord r) throws SQLException {
        insert.setString(1, r.requestId());
        insert.setTimestamp(2, Timestamp.from(r.at()));
        insert.setString(3, r.apiKey());
        insert.setString(4, r.model());
        insert.setString(5, r.endpoint());
        insert.setString(6, r.end().outcome());
        insert.setLong(7, r.promptTokens());
        insert.setLong(8, r.cachedTokens());
        insert.setLong(9, r.completionTokens());
        insert.setDouble(10, r.joules());
        insert.setBoolean(11, r.joulesEstimated());
        insert.setDouble(12, r.money());
        insert.setString(13, r.currency());
        insert.setDouble(14, r.gramsCo2());
        insert.setString(15, r.worker());
        insert.setDouble(16, r.firstTokenMillis());
        insert.setDouble(17, r.tokenMillis());
        insert.addBatch();
    }
}
