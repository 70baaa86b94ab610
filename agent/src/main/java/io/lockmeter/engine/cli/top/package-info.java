/**
 * The live table in the terminal: asks a profiled JVM for its report again and again, and shows
 * what it says of each lock. Engine loader, in a JVM of its own without any hook; may use Gson.
 */
@NullMarked
package io.lockmeter.engine.cli.top;

import org.jspecify.annotations.NullMarked;
