/**
 * Operating points and the frontier between them: speed for one user, throughput for all, energy
 * and money per token. A point is on the frontier if no other is at least as good in all four and
 * better in one.
 */
@NullMarked
package io.aifactory.economics.frontier;

import org.jspecify.annotations.NullMarked;
