/**
 * The application's own Micrometer registry: finds it, and puts the meters of {@code
 * io.lockmeter.engine.export.metrics} into it. Engine loader; runs on a thread of its own, which is
 * the only one that calls the application.
 */
@NullMarked
package io.lockmeter.engine.export.appregistry;

import org.jspecify.annotations.NullMarked;
