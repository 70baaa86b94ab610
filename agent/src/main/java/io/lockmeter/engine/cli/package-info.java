/**
 * The command line of the jar. Engine loader, in a JVM of its own without any hook; may use
 * picocli, nothing else in the engine knows of it.
 */
@NullMarked
package io.lockmeter.engine.cli;

import org.jspecify.annotations.NullMarked;
