/** What tests share: child JVMs with the agent's jar, its report, and real tools around it. */
@NullMarked
package io.lockmeter.testing;

import org.jspecify.annotations.NullMarked;
