/** The REST face of ingestion: datasets and the jobs that make them. */
@NullMarked
package io.aifactory.ingestion.api;

import org.jspecify.annotations.NullMarked;
