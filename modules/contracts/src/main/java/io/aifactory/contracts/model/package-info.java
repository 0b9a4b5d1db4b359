/**
 * Model versions as they lie in storage, and the registry's port. A model version is an immutable
 * set of files in Hugging Face layout; the digest of its manifest's canonical JSON is its identity.
 */
@NullMarked
package io.aifactory.contracts.model;

import org.jspecify.annotations.NullMarked;
