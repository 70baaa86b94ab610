/** Programs with known answers, under every JVM that HotSpot can be told to be. */
@NullMarked
package io.lockmeter.safety.runtimes;

import org.jspecify.annotations.NullMarked;
