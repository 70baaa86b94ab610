package io.lockmeter.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the options amount to.
 *
 * @param config the options in force, or null if there is any problem
 * @param problems one line for each option that cannot be used
 */
public record ParsedConfig(@Nullable Config config, List<String> problems) {}
