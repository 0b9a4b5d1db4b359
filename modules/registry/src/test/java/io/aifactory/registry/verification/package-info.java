/** Tests of {@code verification}. */
@NullMarked
package io.aifactory.registry.verification;

import org.jspecify.annotations.NullMarked;
