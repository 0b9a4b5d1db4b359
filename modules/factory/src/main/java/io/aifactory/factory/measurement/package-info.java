/**
 * Measures the served model as its users meet it: streaming clients in growing numbers, through the
 * front door. What was seen of each request is turned into figures by pure functions.
 */
@NullMarked
package io.aifactory.factory.measurement;

import org.jspecify.annotations.NullMarked;
