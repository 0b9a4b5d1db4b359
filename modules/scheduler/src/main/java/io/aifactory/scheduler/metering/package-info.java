/**
 * Who used what: what a request adds up to, booked when it has ended, in whatever way; sums by key,
 * model and day; metrics; and the tokens per second of the last minute.
 */
@NullMarked
package io.aifactory.scheduler.metering;

import org.jspecify.annotations.NullMarked;
