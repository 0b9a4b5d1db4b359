/** What several tests of this module share: a small dataset, and waiting for a condition. */
@NullMarked
package io.aifactory.training.support;

import org.jspecify.annotations.NullMarked;
