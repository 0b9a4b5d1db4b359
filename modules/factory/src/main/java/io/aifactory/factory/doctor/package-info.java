/**
 * Looks at the machine before somebody wonders why it does not work, or why it is slow: each check
 * says what it found and, where that is not good, what to do. Native code runs in a child process
 * only, as everywhere.
 */
@NullMarked
package io.aifactory.factory.doctor;

import org.jspecify.annotations.NullMarked;
