/** Stands in for the library, which the agent's build does not know. */
@NullMarked
package io.lockmeter.locks;

import org.jspecify.annotations.NullMarked;
