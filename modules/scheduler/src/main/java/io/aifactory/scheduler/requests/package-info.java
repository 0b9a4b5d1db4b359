/**
 * What becomes of each request, and what is kept of it: its states, an event for each of them, and
 * one row of what it used. All of it is written behind the answers, in batches, and never lost on
 * an orderly stop; a crash may lose the last interval.
 */
@NullMarked
package io.aifactory.scheduler.requests;

import org.jspecify.annotations.NullMarked;
