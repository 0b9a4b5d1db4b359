/**
 * What has happened to workers, in the database: the state of each replica as a row, and an event
 * for every change that is never rewritten. Supervision must not wait for a database, so changes
 * are written behind it by one thread that tries again while the database is away. What a control
 * plane could not write down before it was killed is closed by the next one.
 */
@NullMarked
package io.aifactory.factory.supervision.history;

import org.jspecify.annotations.NullMarked;
