/**
 * Weaves the hooks: calls of probes into JDK classes, the rewriter for monitors of application
 * classes, and the self-test that proves they fire. Engine loader; no exporter.
 */
@NullMarked
package io.lockmeter.engine.instrument;

import org.jspecify.annotations.NullMarked;
