/**
 * The chat templates that models ship: Jinja text in {@code chat_template.jinja} or {@code
 * tokenizer_config.json}. They are programs written by strangers, so they run in an interpreter of
 * our own that knows no Java object, reads no file and is bounded in every direction ({@link
 * io.aifactory.tokenization.template.TemplateLimits}). It tells template text from what callers
 * wrote, so that callers cannot forge special tokens. What it does not know is refused by name when
 * a template is read.
 */
@NullMarked
package io.aifactory.tokenization.template;

import org.jspecify.annotations.NullMarked;
