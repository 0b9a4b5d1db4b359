/**
 * Which worker takes a request. {@link io.aifactory.schedulercore.routing.Router} is the port for
 * policies; each decision leaves a {@link io.aifactory.schedulercore.routing.DecisionRecord} that
 * says what was weighed.
 */
@NullMarked
package io.aifactory.schedulercore.routing;

import org.jspecify.annotations.NullMarked;
