package io.offgrid.audit.runtime.config;

/**
 * One setting as it is in effect, for people.
 *
 * @param key its full name, {@code audit.max_size_mb}
 * @param value as it would stand in YAML; secrets are masked
 * @param origin where it comes from: {@code default}, {@code line 7}, {@code --dir}
 */
public record Described(String key, String value, String origin) {}
