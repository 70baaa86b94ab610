/**
 * What one who attaches to a profiled JVM and the agent in it say to each other. Engine loader, on
 * both sides; JDK only.
 */
@NullMarked
package io.lockmeter.engine.attach;

import org.jspecify.annotations.NullMarked;
