package io.aifactory.scheduler.metering;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Sums over the usage that has been written. */
@ApplicationScoped
public class UsageStore {
    private static final String SUM =
            """
            select api_key, model, (at at time zone 'UTC')::date as day, currency,
              count(*) as requests, sum(prompt_tokens) as prompt_tokens,
              sum(cached_tokens) as cached_tokens, sum(completion_tokens) as completion_tokens,
              sum(joules) as joules, bool_or(joules_estimated) as joules_estimated,
              sum(money) as money, sum(grams_co2) as grams_co2
            from scheduler.usage
            where (?::text is null or api_key = ?) and (?::text is null or model = ?)
            group by 1, 2, 3, 4 order by 3 desc, 1, 2, 4 limit 1000
            """;

    private final DataSource database;

    public UsageStore(DataSource database) {
        this.database = database;
    }

    /**
     * What one key used of one model on one day (UTC).
     *
     * @param key {@code sha256:…} of the bearer token, or {@code anonymous}
     */
    public record DailyUsage(
            String key,
            String model,
            LocalDate day,
            String currency,
            long requests,
            long promptTokens,
            long cachedTokens,
            long completionTokens,
            double joules,
            boolean joulesEstimated,
            double money,
            double gCO2) {}

    /** The latest thousand sums, newest day first. */
    List<DailyUsage> sums(Optional<String> key, Optional<String> model) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(SUM)) {
            query.setString(1, key.orElse(null));
            query.setString(2, key.orElse(null));
            query.setString(3, model.orElse(null));
            query.setString(4, model.orElse(null));
            List<DailyUsage> sums = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sums.add(read(rows));
                }
            }
            return sums;
        }
    }

    private static DailyUsage read(ResultSet row) throws SQLException {
        return new DailyUsage(
                row.getString("api_key"),
                row.getString("model"),
                row.getObject("day", LocalDate.class),
                row.getString("currency"),
                row.getLong("requests"),
                row.getLong("prompt_tokens"),
                row.getLong("cached_tokens"),
                row.getLong("completion_tokens"),
                row.getDouble("joules"),
                row.getBoolean("joules_estimated"),
                row.getDouble("money"),
                row.getDouble("grams_co2"));
    }
}
