/**
 * Windows, wait ratio and flags: turns what was recorded into immutable snapshots, which exporters
 * read. Engine loader; knows the recorder, no exporter.
 */
@NullMarked
package io.lockmeter.engine.analyze;

import org.jspecify.annotations.NullMarked;
