/**
 * The shell script {@code aifactory}: which JDK and which Maven it takes, when it builds, what it
 * says when something is missing. It runs for real, in a checkout of nothing but stubs: a JDK and a
 * Maven that only write down how they were called.
 */
@NullMarked
package io.aifactory.launcher;

import org.jspecify.annotations.NullMarked;
