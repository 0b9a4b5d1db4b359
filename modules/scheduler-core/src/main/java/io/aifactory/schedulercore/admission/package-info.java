/**
 * Who waits, for how long, and what those are told who may not even wait. A bounded queue whose
 * order is a port, and the estimate behind {@code Retry-After}.
 */
@NullMarked
package io.aifactory.schedulercore.admission;

import org.jspecify.annotations.NullMarked;
