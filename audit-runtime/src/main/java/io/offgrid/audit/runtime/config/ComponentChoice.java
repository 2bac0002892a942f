package io.offgrid.audit.runtime.config;

/**
 * A component that is picked by name: written as that name alone, or as a mapping with {@code
 * type:} and the settings of that type.
 *
 * @param type the name of its provider
 * @param settings what else is said about it
 */
public record ComponentChoice(String type, RawSettings settings) {}
