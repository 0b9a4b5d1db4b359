/**
 * The factory's own API as a plain Java client sees it: JSON over HTTP and the few records that the
 * command line reads. It shares no class with the server side, so that it fails where the published
 * API changes.
 */
@NullMarked
package io.aifactory.factory.client;

import org.jspecify.annotations.NullMarked;
