/** Threads of all sorts, where they begin, wait and end: the program does as without the agent. */
@NullMarked
package io.lockmeter.safety.threads;

import org.jspecify.annotations.NullMarked;
