package io.aifactory.factory.deployment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A smaller model that is to guess next tokens for a deployment's model.
 *
 * @param model reference of a registered model with the same tokenizer: {@code model@alias}, {@code
 *     model:version} or {@code model}
 */
public record DraftRequest(@NotBlank @Size(max = 256) String model) {}
