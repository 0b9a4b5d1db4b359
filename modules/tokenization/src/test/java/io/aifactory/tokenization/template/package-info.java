/**
 * Compares the interpreter of chat templates with stored outputs of Jinja2, and attacks it. The
 * goldens come from {@code src/test/oracle}.
 */
@NullMarked
package io.aifactory.tokenization.template;

import org.jspecify.annotations.NullMarked;
