/**
 * The factory's own routing policy. It keeps a mirror of what each worker has to do, forecasts with
 * the learned engine model what a request would bring about there, for itself and for those that
 * are there already, and takes the worker where the damage is least: promises broken, waiting,
 * worker time, joules and money, all in milliseconds. Promises that are safe and promises that are
 * lost weigh nothing; those that are about to break weigh most.
 */
@NullMarked
package io.aifactory.schedulercore.scoring;

import org.jspecify.annotations.NullMarked;
