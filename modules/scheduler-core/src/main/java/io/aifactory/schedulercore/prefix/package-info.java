/**
 * Which worker holds how much of a prompt. Prompts are cut into blocks of equal size; the hash of a
 * block stands for the whole prompt up to its end, so that two prompts share a prefix exactly as
 * far as their hashes are equal.
 */
@NullMarked
package io.aifactory.schedulercore.prefix;

import org.jspecify.annotations.NullMarked;
