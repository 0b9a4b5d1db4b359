/** Generating tokens: the engine a worker drives, one step at a time. */
@NullMarked
package io.aifactory.languagemodel.inference;

import org.jspecify.annotations.NullMarked;
