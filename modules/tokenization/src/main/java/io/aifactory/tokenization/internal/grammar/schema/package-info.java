/**
 * JSON Schema as rules that call each other.
 *
 * <p>Everything an answer can be is valid under the schema; where a schema allows more than these
 * rules do (white space, other orders of properties, other spellings of a character), the rules
 * choose. A keyword that would be ignored is refused instead, unless it asserts nothing.
 */
@NullMarked
package io.aifactory.tokenization.internal.grammar.schema;

import org.jspecify.annotations.NullMarked;
