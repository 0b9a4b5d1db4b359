package io.aifactory.contracts.worker;

/**
 * A running worker process.
 *
 * @param id stable for the life of the process; a restarted worker has a new one
 * @param host address of its gRPC port
 * @param port gRPC port
 * @param model served model name
 */
public record WorkerEndpoint(String id, String host, int port, String model) {}
