package com.acme;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Where a fixture's lock comes from, as a test should find it. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Origin {
  String value();
}
