/** The hooks, in JVMs of their own that run them without the rest of the engine. */
@NullMarked
package io.lockmeter.engine.instrument;

import org.jspecify.annotations.NullMarked;
