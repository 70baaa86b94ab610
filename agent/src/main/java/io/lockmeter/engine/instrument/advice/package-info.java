/**
 * Templates whose bytecode is copied into methods of JDK classes. They are read as class files and
 * never loaded; they may call {@link io.lockmeter.bootstrap.LockProbe} and {@code java.base} only,
 * and hold no lambda, no string concatenation and no call of a static interface method.
 */
@NullMarked
package io.lockmeter.engine.instrument.advice;

import org.jspecify.annotations.NullMarked;
