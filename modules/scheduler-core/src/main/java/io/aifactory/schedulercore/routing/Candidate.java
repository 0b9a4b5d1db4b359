package io.aifactory.schedulercore.routing;

import io.aifactory.schedulercore.load.WorkerLoad;

/** A worker that could take the request, and how busy it is. */
public record Candidate(String workerId, WorkerLoad load) {}
