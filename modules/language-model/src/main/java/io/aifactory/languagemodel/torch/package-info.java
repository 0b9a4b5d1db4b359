/**
 * The one place that knows TorchScript and DJL. A model family is readable TorchScript source in
 * the resources beside this package; {@link io.aifactory.languagemodel.torch.TorchScriptArchive}
 * packs it into a code-only archive and {@link io.aifactory.languagemodel.torch.Graph} runs its
 * methods, one native call per engine step. Weights, caches and optimiser state are passed in as
 * lists of tensors. Another back end replaces {@code Graph} and the sources; nothing outside sees
 * either.
 */
@NullMarked
package io.aifactory.languagemodel.torch;

import org.jspecify.annotations.NullMarked;
