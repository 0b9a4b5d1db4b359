package io.aifactory.inference.serving;

/**
 * Who this worker is.
 *
 * @param id stable for the life of the process
 * @param device where it computes, for people
 * @param pid of this process
 */
public record WorkerIdentity(String id, String device, long pid) {}
