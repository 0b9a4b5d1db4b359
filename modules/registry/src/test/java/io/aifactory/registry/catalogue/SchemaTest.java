package io.aifactory.registry.catalogue;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.registry.TinyModel;
import io.aifactory.service.PostgresForTests;
import io.aifactory.storage.BlobStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class SchemaTest {
    @Inject ModelRegistry registry;
    @Inject BlobStore store;
    @Inject DataSource database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update registry.event set version = 9",
                "update registry.event set version = 9 where kind = 'VERSION_ARCHIVED'",
                "delete from registry.event",
                "delete from registry.event where kind = 'VERSION_RESTORED'",
                "truncate registry.event",
                "update registry.model_version set manifest = manifest"
            })
    void historyAndVersionsCannotBeRewritten(String statement) throws SQLException {
        registry.register(
                new ModelRegistration(
                        "schema",
                        new TinyModel(1).publish(store),
                        new Lineage(Optional.empty(), Optional.empty(), Map.of(), Map.of()),
                        Set.of()));
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {

            SQLException e = assertThrows(SQLException.class, () -> sql.execute(statement));

            assertTrue(String.valueOf(e.getMessage()).contains("are never changed"));
        }
    }
}
