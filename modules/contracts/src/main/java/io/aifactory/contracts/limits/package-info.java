/** Limits that are checked before anything is allocated, in one place (DESIGN rule R9). */
@NullMarked
package io.aifactory.contracts.limits;

import org.jspecify.annotations.NullMarked;
