package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.StripedMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The maps that are compared, with all of {@link Keys} in them. */
final class Maps {

  private Maps() {}

  static Map<Integer, Integer> filled(String subject) {
    Map<Integer, Integer> map =
        switch (subject) {
          case "StripedMap" -> new StripedMap<>();
          case "ConcurrentHashMap" -> new ConcurrentHashMap<>();
          case "synchronizedMap" -> Collections.synchronizedMap(new HashMap<>());
          default -> throw new IllegalArgumentException(subject);
        };
    fill(map);
    return map;
  }

  static void fill(Map<Integer, Integer> map) {
    for (int key = 0; key < Keys.COUNT; key++) {
      map.put(Keys.key(key), Keys.key(key));
    }
  }
}
