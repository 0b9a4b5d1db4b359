/**
 * The mathematics of language models: configurations, weights and the two engines that run them.
 *
 * <p>Model families are TorchScript source, kept in one package behind one interface, and run by
 * DJL's PyTorch engine; everything outside that package sees only the types here. No Quarkus.
 */
@NullMarked
package io.aifactory.languagemodel;

import org.jspecify.annotations.NullMarked;
