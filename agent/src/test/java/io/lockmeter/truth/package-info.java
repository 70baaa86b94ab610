/**
 * Programs that know what they waited for and how long, and tests that hold the agent's report
 * against it. The programs see the JDK only; they time their own waits from outside.
 */
@NullMarked
package io.lockmeter.truth;

import org.jspecify.annotations.NullMarked;
