/**
 * Container images without a container engine: from scratch, with a Java runtime cut to size, the
 * few system libraries it needs, and one application. The same inputs give the same digest.
 */
@NullMarked
package io.aifactory.images;

import org.jspecify.annotations.NullMarked;
