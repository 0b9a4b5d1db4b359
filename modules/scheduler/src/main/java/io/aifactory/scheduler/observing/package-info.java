/**
 * What workers tell while they work: which beginnings of prompts they keep and what each step took.
 * Each worker has one stream of events; what is in them goes to those who choose between workers.
 */
@NullMarked
package io.aifactory.scheduler.observing;

import org.jspecify.annotations.NullMarked;
