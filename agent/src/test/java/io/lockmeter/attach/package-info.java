/** The agent in programs that run already: how it comes, and that it goes without a trace. */
@NullMarked
package io.lockmeter.attach;

import org.jspecify.annotations.NullMarked;
