/**
 * Rewrites the monitors of application classes, so that entering and leaving them tells {@code
 * MonitorProbe}. Engine loader; uses ASM, the coverage and the naming package, never a class of the
 * application. Runs inside class loading: no logging, no waiting.
 */
@NullMarked
package io.lockmeter.engine.instrument.monitor;

import org.jspecify.annotations.NullMarked;
