/** Faults inside the agent, put into its classes while they load. */
@NullMarked
package io.lockmeter.safety.faults;

import org.jspecify.annotations.NullMarked;
