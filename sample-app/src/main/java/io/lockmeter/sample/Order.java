package io.lockmeter.sample;

/** So many of one item. */
record Order(String item, int quantity) {

  Order {
    if (quantity <= 0) {
      throw new IllegalArgumentException("quantity must be positive: " + quantity);
    }
  }
}
