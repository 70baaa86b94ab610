/**
 * The endpoint: a few pages over a small HTTP server with firm limits, on threads of the agent.
 * Engine loader; JDK only.
 */
@NullMarked
package io.lockmeter.engine.export.http;

import org.jspecify.annotations.NullMarked;
