/**
 * Ingestion: documents in, an immutable dataset version out.
 *
 * <p>Sources are found and named by their digest, decoded, normalised, filtered, freed of
 * duplicates and split by document; a tokenizer is trained on the training part alone; token
 * shards, document index and manifest are published. The same recipe over the same bytes gives the
 * same version, byte for byte. Everything but jobs and rows is plain code without a framework.
 */
@NullMarked
package io.aifactory.ingestion;

import org.jspecify.annotations.NullMarked;
