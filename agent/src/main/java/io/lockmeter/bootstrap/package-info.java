/**
 * The few classes that hooks in other code call. They live in the boot loader, depend on {@code
 * java.base} only, and use no lambdas, no {@code java.util.logging}, no {@code java.nio.file} and
 * no {@code javax.management}: they run inside locks of any program, at any time of its life.
 */
@NullMarked
package io.lockmeter.bootstrap;

import org.jspecify.annotations.NullMarked;
