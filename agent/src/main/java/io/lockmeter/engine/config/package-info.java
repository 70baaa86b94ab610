/**
 * The options: parsed once, all problems at once, into an immutable record. Engine loader; JDK
 * only. It runs in {@code premain}, so without {@code java.util.logging} and {@code java.nio.file}.
 */
@NullMarked
package io.lockmeter.engine.config;

import org.jspecify.annotations.NullMarked;
