/**
 * Models from elsewhere become folders in Hugging Face layout, the one form in which models are
 * registered. One importer for each format; the arithmetic lives in language-model, vocabularies in
 * tokenization. Nothing here loads a native library.
 */
@NullMarked
package io.aifactory.factory.importing;

import org.jspecify.annotations.NullMarked;
