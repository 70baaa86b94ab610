/**
 * Load over time, and more of everything than there is room for: nothing grows, and totals stay
 * exact.
 */
@NullMarked
package io.lockmeter.safety.soak;

import org.jspecify.annotations.NullMarked;
