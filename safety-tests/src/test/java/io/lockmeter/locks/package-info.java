/** The class of the library that gives locks their names, as far as the agent relies on it. */
@NullMarked
package io.lockmeter.locks;

import org.jspecify.annotations.NullMarked;
