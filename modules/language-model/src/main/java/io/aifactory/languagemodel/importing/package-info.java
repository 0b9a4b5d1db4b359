/**
 * Writing a model that comes from another format as a folder in Hugging Face layout. A format says
 * what the tensors are called and how to read any row of them as float32; this package streams the
 * rows to safetensors with little memory, shows progress, can be cancelled, and makes the folder
 * visible whole or not at all.
 */
@NullMarked
package io.aifactory.languagemodel.importing;

import org.jspecify.annotations.NullMarked;
