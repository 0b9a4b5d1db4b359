package io.aifactory.factory.client;

/** Why a job failed. */
public record JobError(String code, String message) {}
