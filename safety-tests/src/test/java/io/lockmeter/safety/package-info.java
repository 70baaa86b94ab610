/** Tries to break programs through the built agent. Each package has one way of trying. */
@NullMarked
package io.lockmeter.safety;

import org.jspecify.annotations.NullMarked;
