/** Measurements that the command line starts; the engine's in a child process. */
@NullMarked
package io.aifactory.factory.bench;

import org.jspecify.annotations.NullMarked;
