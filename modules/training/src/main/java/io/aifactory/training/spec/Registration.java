package io.aifactory.training.spec;

import java.util.List;

/**
 * Where the trained model is to be registered.
 *
 * @param model name of the model
 * @param aliases names to move to the new version, sorted
 */
public record Registration(String model, List<String> aliases) {
    public Registration {
        aliases = aliases.stream().distinct().sorted().toList();
    }
}
