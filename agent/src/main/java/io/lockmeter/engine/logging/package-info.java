/**
 * The agent's own log: an SLF4J provider that writes single lines to the process's stderr. Engine
 * loader; JDK and SLF4J only. It takes no lock of the application, touches no default time zone or
 * locale, which the application may still want to set, and never loads {@code java.util.logging}.
 */
@NullMarked
package io.lockmeter.engine.logging;

import org.jspecify.annotations.NullMarked;
