/**
 * Model files of the llama2.c project (karpathy/llama2.c, MIT licence; {@code run.c} and {@code
 * export.py}, version 0): seven numbers and bare float32 matrices, of which stories15M and
 * stories260K are the best known. Imported to the same folder as any other model.
 */
@NullMarked
package io.aifactory.languagemodel.llama2c;

import org.jspecify.annotations.NullMarked;
