package io.lockmeter.locks;

import java.util.Objects;

/** Names that programs give to their locks. */
final class Names {

  private Names() {}

  static String checked(String name) {
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("name must not be blank: \"" + name + "\"");
    }
    return name;
  }
}
