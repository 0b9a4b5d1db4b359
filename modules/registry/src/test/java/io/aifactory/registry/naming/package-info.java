/** Tests of {@code naming}. */
@NullMarked
package io.aifactory.registry.naming;

import org.jspecify.annotations.NullMarked;
