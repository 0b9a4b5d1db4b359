package io.aifactory.documentation;

/**
 * One configuration key as declared.
 *
 * @param name full name, for example {@code aifactory.inference.slots}
 * @param type as a reader sees it, for example {@code Duration}
 * @param defaultValue empty where there is none
 * @param meaning the declaration's comment on one line
 */
record ConfigurationKey(String name, String type, String defaultValue, String meaning) {}
