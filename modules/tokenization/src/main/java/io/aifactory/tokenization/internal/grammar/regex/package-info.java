/**
 * Regular expressions of clients, as expressions over bytes.
 *
 * <p>Only what is regular is read (no back-references, no look-around), so that matching is linear
 * whatever the pattern; {@code java.util.regex} backtracks and never sees a client's pattern.
 * Characters become bytes through a {@link
 * io.aifactory.tokenization.internal.grammar.regex.CharacterCode}: plain UTF-8, or the way JSON
 * writes them inside a string.
 */
@NullMarked
package io.aifactory.tokenization.internal.grammar.regex;

import org.jspecify.annotations.NullMarked;
