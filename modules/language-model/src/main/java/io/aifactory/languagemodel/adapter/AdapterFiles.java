package io.aifactory.languagemodel.adapter;

import io.aifactory.languagemodel.ModelFiles;

/**
 * An adapter's files and what it is called.
 *
 * @param name for messages
 * @param files {@code adapter_config.json} and {@code adapter_model.safetensors}; others are not
 *     read
 */
public record AdapterFiles(String name, ModelFiles files) {}
