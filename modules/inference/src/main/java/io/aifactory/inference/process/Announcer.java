package io.aifactory.inference.process;

import io.aifactory.inference.InferenceConfig;
import io.quarkus.grpc.runtime.GrpcServer;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Tells the starting process where this one can be reached, once it can answer. */
@Singleton
class Announcer {
    private static final Logger LOG = Logger.getLogger(Announcer.class);

    private final InferenceConfig config;
    private final WorkerLife life;
    private final GrpcServer grpc;
    private final HttpServer http;

    Announcer(InferenceConfig config, WorkerLife life, GrpcServer grpc, HttpServer http) {
        this.config = config;
        this.life = life;
        this.grpc = grpc;
        this.http = http;
    }

    /** To be called when the ports are open. */
    void announceWhenReady() {
        var _ = life.ready().thenRun(this::announce);
    }

    private void announce() {
        Announcement announcement =
                new Announcement(
                        ProcessHandle.current().pid(), grpc.getPort(), http.getManagementPort());
        LOG.infof(
                "Ready: gRPC on port %d, management on port %d",
                announcement.grpcPort(), announcement.managementPort());
        config.announceFile().ifPresent(file -> write(announcement, file));
    }

    private static void write(Announcement announcement, Path file) {
        try {
            announcement.writeTo(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
