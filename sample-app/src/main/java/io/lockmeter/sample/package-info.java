/**
 * A small shop with a built-in load driver, as an example of a program to profile. An ordinary
 * application: it may import the replacement locks and its libraries, and knows nothing of the
 * agent.
 */
@NullMarked
package io.lockmeter.sample;

import org.jspecify.annotations.NullMarked;
