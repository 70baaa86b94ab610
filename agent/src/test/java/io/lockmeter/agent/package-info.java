/** What the agent's entry decides before anything else is loaded. */
@NullMarked
package io.lockmeter.agent;

import org.jspecify.annotations.NullMarked;
