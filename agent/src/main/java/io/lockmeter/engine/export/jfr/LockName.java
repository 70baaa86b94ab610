package io.lockmeter.engine.export.jfr;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;
import jdk.jfr.Name;
import jdk.jfr.Relational;

/** Relates all events on one lock, as the JVM's own events are related by the monitor's address. */
@MetadataDefinition
@Relational
@Name("lockmeter.LockName")
@Label("Lock Name")
@Description("Relates events on locks of one name")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface LockName {}
