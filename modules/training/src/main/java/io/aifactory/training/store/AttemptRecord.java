package io.aifactory.training.store;

import io.aifactory.training.jobs.AttemptState;

/**
 * One attempt as it stands.
 *
 * @param number from 1
 * @param state where it stands
 * @param eventsRead bytes of its event file that are already recorded
 */
public record AttemptRecord(int number, AttemptState state, long eventsRead) {}
