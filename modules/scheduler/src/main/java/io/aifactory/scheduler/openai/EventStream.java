package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Server-sent events, written by hand because clients break on what frameworks add. Used by one
 * thread; events are collected until {@link #flush}.
 */
final class EventStream {
    private final HttpServerResponse response;
    private final Duration writeTimeout;
    private final StringBuilder pending = new StringBuilder();
    private boolean open;

    /**
     * @param writeTimeout a client that takes nothing for this long is cut off
     */
    EventStream(HttpServerResponse response, Duration writeTimeout) {
        this.response = response;
        this.writeTimeout = writeTimeout;
    }

    /** Sends status and headers: from now on errors go into the stream. */
    void open(String requestId) {
        open = true;
        response.setStatusCode(200)
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Accel-Buffering", "no")
                .putHeader(OpenAiResource.REQUEST_ID, requestId);
    }

    boolean isOpen() {
        return open;
    }

    void event(ObjectNode json) {
        pending.append("data: ").append(json).append("\n\n");
    }

    void error(ObjectNode json) {
        pending.append("event: error\ndata: ").append(json).append("\n\n");
    }

    /** A comment line, which clients ignore and time-outs do not. */
    void ping() {
        pending.append(": ping\n\n");
    }

    void done() {
        pending.append("data: [DONE]\n\n");
    }

    /**
     * Sends what has been collected and waits until the socket has taken it. That is what slows the
     * sequence down to the client's pace, and what keeps the headers from being changed before they
     * are on their way.
     *
     * @return false if the client is gone or too slow
     */
    boolean flush() throws InterruptedException {
        if (pending.isEmpty()) {
            return !response.closed();
        }
        CompletableFuture<Void> taken =
                response.write(pending.toString()).toCompletionStage().toCompletableFuture();
        pending.setLength(0);
        try {
            taken.get(writeTimeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
