/**
 * Snapshots for people and for scripts: the report as text and as JSON, the file it goes to, and
 * the log line when a lock is flagged. Engine loader; reads snapshots and coverage, knows no hook.
 * Formats numbers itself, alike in every locale.
 */
@NullMarked
package io.lockmeter.engine.export.report;

import org.jspecify.annotations.NullMarked;
