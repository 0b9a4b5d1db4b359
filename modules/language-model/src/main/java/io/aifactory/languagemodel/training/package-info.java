/** Learning weights: the engine a trainer drives, one optimiser step at a time. */
@NullMarked
package io.aifactory.languagemodel.training;

import org.jspecify.annotations.NullMarked;
