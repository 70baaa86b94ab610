/**
 * Micrometer meters of profiled locks. The only package of the library that needs something beside
 * {@code java.base}: a program that does not use it needs no Micrometer, neither to compile nor to
 * run. On the module path, a program that does use it requires {@code micrometer.core} itself.
 */
@NullMarked
package io.lockmeter.locks.metrics;

import org.jspecify.annotations.NullMarked;
