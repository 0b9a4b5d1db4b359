/**
 * From joules and machine time to money and carbon, and the split of both between the requests that
 * caused them. Pure functions; prices are declared values with their source at the declaration.
 */
@NullMarked
package io.aifactory.economics.cost;

import org.jspecify.annotations.NullMarked;
