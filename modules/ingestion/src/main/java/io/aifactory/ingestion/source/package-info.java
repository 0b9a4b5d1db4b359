/**
 * Where documents come from. A source is named by a URI, becomes files on this machine whose
 * digests are known before anything is read, and yields candidates: texts, or the reason why
 * something is none. What is read is compared with the digest again.
 */
@NullMarked
package io.aifactory.ingestion.source;

import org.jspecify.annotations.NullMarked;
