/**
 * Records what hooks report, without locks, and without allocation in steady state. Engine loader;
 * runs on the application's threads, so it uses no lambdas, no streams and no string concatenation.
 */
@NullMarked
package io.lockmeter.engine.record;

import org.jspecify.annotations.NullMarked;
