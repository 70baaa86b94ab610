/**
 * Names locks as their developers would, by reading the code that acquires them. Engine loader;
 * called from the transformer and from threads of the agent, never from a hook.
 */
@NullMarked
package io.lockmeter.engine.naming;

import org.jspecify.annotations.NullMarked;
