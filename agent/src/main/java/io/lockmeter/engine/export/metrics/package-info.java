/**
 * Meters over snapshots, and the Prometheus text of them. Engine loader; nothing here runs on a
 * thread of the application.
 */
@NullMarked
package io.lockmeter.engine.export.metrics;

import org.jspecify.annotations.NullMarked;
