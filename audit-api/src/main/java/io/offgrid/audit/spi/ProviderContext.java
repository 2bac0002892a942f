package io.offgrid.audit.spi;

import java.nio.file.Path;
import java.time.Clock;

/**
 * What a provider may know of the deployment.
 *
 * @param home the folder of {@code config.yaml}, {@code ~/.offgrid-llm} by default
 * @param directory where the log is kept, {@code audit.dir} or what {@code --dir} names: a store
 *     that keeps it elsewhere cannot be pointed at a copy
 * @param clock the deployment's clock
 */
public record ProviderContext(Path home, Path directory, Clock clock) {}
