/** Rows of the schema {@code ingestion}. Nothing here leaves the module. */
@NullMarked
package io.aifactory.ingestion.internal;

import org.jspecify.annotations.NullMarked;
