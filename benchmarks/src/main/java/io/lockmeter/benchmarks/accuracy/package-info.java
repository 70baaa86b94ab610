/** Whether what the agent says is true: programs that know the answer, and the errors. */
@NullMarked
package io.lockmeter.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
