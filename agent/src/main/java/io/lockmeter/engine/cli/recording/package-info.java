/**
 * Reads recordings back into the snapshots that reports are made of. Engine loader, in the JVM of a
 * command; needs module {@code jdk.jfr}, and knows of the engine's snapshots and report only.
 */
@NullMarked
package io.lockmeter.engine.cli.recording;

import org.jspecify.annotations.NullMarked;
