/**
 * What decoder families differ in, as values: positions, attention, feed-forward layers, norms. One
 * engine runs every combination of them; a family is a way of reading them from its configuration.
 * Names and meanings are those of the papers each type cites, not of one implementation.
 */
@NullMarked
package io.aifactory.languagemodel.decoder;

import org.jspecify.annotations.NullMarked;
