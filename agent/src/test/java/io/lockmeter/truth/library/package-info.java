/**
 * Programs that put a library under load from several threads, and a test that runs them with the
 * agent and without. They know the libraries only by the interfaces of the JDK and of SLF4J.
 */
@NullMarked
package io.lockmeter.truth.library;

import org.jspecify.annotations.NullMarked;
