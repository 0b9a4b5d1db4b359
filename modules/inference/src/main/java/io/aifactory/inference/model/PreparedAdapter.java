package io.aifactory.inference.model;

import io.aifactory.contracts.Digest;
import io.aifactory.languagemodel.adapter.AdapterFiles;

/**
 * An adapter whose files have been found and compared with their digests and with the model.
 *
 * @param name that requests give
 * @param manifest its identity
 * @param files where its files lie on this machine
 */
public record PreparedAdapter(String name, Digest manifest, AdapterFiles files) {}
