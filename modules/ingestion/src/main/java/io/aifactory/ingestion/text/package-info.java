/** What a document's bytes say: decoding, normal form, language. Pure functions. */
@NullMarked
package io.aifactory.ingestion.text;

import org.jspecify.annotations.NullMarked;
