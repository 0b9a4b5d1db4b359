/**
 * From candidates to a published dataset version: filter, remove duplicates, split, train the
 * tokenizer on the training part, tokenise, publish. The decisions are pure; what does not fit in
 * memory goes through a folder of the job, which is removed whatever happens.
 */
@NullMarked
package io.aifactory.ingestion.pipeline;

import org.jspecify.annotations.NullMarked;
