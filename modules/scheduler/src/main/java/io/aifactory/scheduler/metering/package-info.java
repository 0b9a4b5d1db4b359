/**
 * Who used what: one row per request, written behind the answers and never lost on an orderly stop;
 * metrics; and the tokens per second of the last minute.
 */
@NullMarked
package io.aifactory.scheduler.metering;

import org.jspecify.annotations.NullMarked;
