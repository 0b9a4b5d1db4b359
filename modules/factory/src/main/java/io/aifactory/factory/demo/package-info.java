/**
 * The main job in seven steps, as a client of the running factory: ingest, train, register, deploy,
 * serve, measure, and say what to try. Each step prints figures that were measured, or says that
 * they are estimated; each can be repeated, because the factory's API finds what exists already.
 */
@NullMarked
package io.aifactory.factory.demo;

import org.jspecify.annotations.NullMarked;
