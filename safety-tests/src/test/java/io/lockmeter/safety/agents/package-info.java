/** Other agents in the same JVM: both do their job, and the program does not notice. */
@NullMarked
package io.lockmeter.safety.agents;

import org.jspecify.annotations.NullMarked;
