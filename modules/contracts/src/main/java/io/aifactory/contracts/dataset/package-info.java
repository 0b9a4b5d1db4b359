/**
 * Dataset versions as they lie in storage. A dataset version is its manifest: the digest of the
 * manifest's canonical JSON is the version's identity, and everything it needs hangs on it by
 * digest.
 */
@NullMarked
package io.aifactory.contracts.dataset;

import org.jspecify.annotations.NullMarked;
