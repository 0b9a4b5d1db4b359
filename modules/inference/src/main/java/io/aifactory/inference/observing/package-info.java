/**
 * What a worker tells those who steer it: which beginnings of prompts it keeps and what each step
 * took. Whoever listens begins with a snapshot and then hears every change; nobody who listens can
 * hold up the device.
 */
@NullMarked
package io.aifactory.inference.observing;

import org.jspecify.annotations.NullMarked;
