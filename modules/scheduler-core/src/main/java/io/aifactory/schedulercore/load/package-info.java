/**
 * How busy each worker is: what was sent to it and has not come back, and what it last reported of
 * itself.
 */
@NullMarked
package io.aifactory.schedulercore.load;

import org.jspecify.annotations.NullMarked;
