/**
 * The models on offer, learned from the workers that serve them: tokenizer, context and limits
 * travel in the worker's description, so that the door counts tokens as the model does.
 */
@NullMarked
package io.aifactory.scheduler.models;

import org.jspecify.annotations.NullMarked;
