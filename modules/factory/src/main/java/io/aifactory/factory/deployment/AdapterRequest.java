package io.aifactory.factory.deployment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * An adapter that is to be served beside a model.
 *
 * @param name served model name of the adapter
 * @param model reference of a registered adapter: {@code model@alias}, {@code model:version} or
 *     {@code model}
 */
public record AdapterRequest(
        @NotBlank @Size(max = 96) @Pattern(regexp = "[a-z0-9][a-z0-9._-]*") String name,
        @NotBlank @Size(max = 256) String model) {}
