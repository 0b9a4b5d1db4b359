/** Tests of the blob store: alone, with several processes, killed, on a full device. */
@NullMarked
package io.aifactory.storage;

import org.jspecify.annotations.NullMarked;
