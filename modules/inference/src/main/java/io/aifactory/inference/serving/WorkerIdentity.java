package io.aifactory.inference.serving;

import io.aifactory.contracts.worker.Slo;
import java.util.Optional;

/**
 * Who this worker is and what it promises.
 *
 * @param id stable for the life of the process
 * @param device where it computes, for people
 * @param pid of this process
 * @param slo what is promised of every model it serves
 */
public record WorkerIdentity(String id, String device, long pid, Optional<Slo> slo) {}
