package io.aifactory.storage;

/** Points of a write at which tests make it fail or stop. */
enum WriteStep {
    TEMPORARY_CREATED,
    BYTES_WRITTEN,
    FORCED,
    RENAMED,
    DIRECTORY_FORCED
}
