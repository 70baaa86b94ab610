/**
 * The endpoint: a few pages over the HTTP server of the JDK, on threads of the agent. Engine
 * loader. Only {@code Endpoint} and {@code Page} may be loaded where module {@code jdk.httpserver}
 * is missing.
 */
@NullMarked
package io.lockmeter.engine.export.http;

import org.jspecify.annotations.NullMarked;
