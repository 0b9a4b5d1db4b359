/**
 * Reads each family's {@code config.json} as {@code transformers} does: its keys, its defaults for
 * absent ones, its pattern of layers. Pure functions from JSON to {@link
 * io.aifactory.languagemodel.ModelConfig}. A setting that would change the mathematics and is not
 * implemented is a {@link io.aifactory.languagemodel.ModelFormatException} that names its key.
 */
@NullMarked
package io.aifactory.languagemodel.config;

import org.jspecify.annotations.NullMarked;
