/**
 * Takes the waits for monitors that rewriting cannot reach from the JVM's own recorder. Engine
 * loader; runs on threads of the agent and of JFR only. Only {@code JfrSession} and what it alone
 * calls link {@code jdk.jfr}, which may be missing from the run-time image.
 */
@NullMarked
package io.lockmeter.engine.jfrmonitor;

import org.jspecify.annotations.NullMarked;
