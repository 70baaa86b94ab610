/**
 * What JMX shows of the profiler. Engine loader; JDK only. The first to use JMX in a JVM settles
 * its logging and which MBean server it has, so nothing here does before the application did.
 */
@NullMarked
package io.lockmeter.engine.export.jmx;

import org.jspecify.annotations.NullMarked;
