/**
 * The OpenAI face: {@code /v1/models}, {@code /v1/completions}, {@code /v1/chat/completions}. Exact
 * about what official clients break on; everything behind it works on token ids and events.
 */
@NullMarked
package io.aifactory.scheduler.openai;

import org.jspecify.annotations.NullMarked;
