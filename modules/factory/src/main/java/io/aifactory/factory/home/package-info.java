/**
 * Where one copy of the factory keeps its state, and how its other processes find it: a directory
 * with a fixed layout, a lock so that only one control plane uses it, and a small file that says on
 * which ports it answers. Nothing outside this directory is written.
 */
@NullMarked
package io.aifactory.factory.home;

import org.jspecify.annotations.NullMarked;
