/**
 * Content-addressed blobs: what is published here never changes and is found by the digest of its
 * bytes.
 *
 * <p>The file system is the default; every write goes to a temporary file, is forced to disk and
 * renamed, so that a blob is either whole or absent, whatever is killed when.
 */
@NullMarked
package io.aifactory.storage;

import org.jspecify.annotations.NullMarked;
