/**
 * What lies in a dataset version, for whoever learns from it or judges by it: token shards mapped
 * into memory after each was compared with its digest, and the held-out windows. One place, so that
 * a trainer's held-out figure and one of a model that serves are of the same tokens.
 */
@NullMarked
package io.aifactory.storage.dataset;

import org.jspecify.annotations.NullMarked;
