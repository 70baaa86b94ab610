/**
 * Writes waits, statistics and flags as JFR events. Engine loader: in the boot loader JDK 25 would
 * take the event classes for its own. Only {@code JfrExporter} may be loaded where module {@code
 * jdk.jfr} is missing; all else here links it.
 */
@NullMarked
package io.lockmeter.engine.export.jfr;

import org.jspecify.annotations.NullMarked;
