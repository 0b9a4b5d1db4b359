package io.aifactory.scheduler.models;

/**
 * Which of the adapters beside a model a sequence is generated with.
 *
 * @param name that workers know it by; empty for the model as it is
 * @param manifest digest of its manifest; empty for the model as it is
 */
public record AdapterChoice(String name, String manifest) {
    /** The model as it is. */
    public static final AdapterChoice NONE = new AdapterChoice("", "");

    public boolean isNone() {
        return name.isEmpty();
    }
}
