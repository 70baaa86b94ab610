/** The options: parsed once, all problems at once, into an immutable record. Engine loader; JDK only. */
@NullMarked
package io.lockmeter.engine.config;

import org.jspecify.annotations.NullMarked;
