package io.aifactory.inference.process;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.aifactory.inference.testing.FakeModelStore;
import io.aifactory.inference.testing.WorkerClient;
import io.quarkus.grpc.runtime.GrpcServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FakeModelStore.class)
class ManagementTest {
    @Inject GrpcServer grpc;
    @Inject HttpServer http;
    @Inject WorkerLife life;

    @Test
    void theWorkerIsReadyOnceItsModelIsLoaded() {
        life.ready().join();

        given().port(http.getManagementPort())
                .get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'model' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'model' }.data.phase", equalTo("ready"));
    }

    @Test
    void prometheusSeesTheWorkersFigures() {
        life.ready().join();
        try (WorkerClient client = new WorkerClient(grpc.getPort())) {
            client.generate(WorkerClient.request(FakeModelStore.MODEL, "abc", 2).build());
        }

        var metrics = given().port(http.getManagementPort()).get("/q/metrics").then();
        metrics.statusCode(200);
        for (String name :
                List.of(
                        "aifactory_worker_running_sequences",
                        "aifactory_worker_waiting_sequences",
                        "aifactory_worker_kv_tokens",
                        "aifactory_worker_steps_total",
                        "aifactory_worker_prefill_tokens_total",
                        "aifactory_worker_generated_tokens_total",
                        "aifactory_worker_drafted_tokens_total{source=\"look_up\"",
                        "aifactory_worker_drafted_tokens_total{source=\"model\"",
                        "aifactory_worker_accepted_tokens_total{source=\"look_up\"",
                        "aifactory_worker_accepted_tokens_total{source=\"model\"",
                        "aifactory_worker_draft_model_seconds_total",
                        "aifactory_worker_prefix_blocks",
                        "aifactory_worker_prefix_hit_tokens_total",
                        "aifactory_worker_host_blocks",
                        "aifactory_worker_host_bytes",
                        "aifactory_worker_host_hit_tokens_total",
                        "aifactory_worker_disk_blocks",
                        "aifactory_worker_disk_bytes",
                        "aifactory_worker_disk_hit_tokens_total",
                        "aifactory_worker_disk_failures_total",
                        "aifactory_worker_preemptions_total",
                        "aifactory_worker_joules_total",
                        "aifactory_worker_step_seconds_count",
                        "aifactory_worker_step_seconds_bucket{le=\"")) {
            metrics.body(containsString("\n" + name));
        }
    }
}
