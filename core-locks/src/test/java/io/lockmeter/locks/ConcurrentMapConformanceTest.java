package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs Guava's suite for concurrent maps, and {@code ConcurrentHashMap} through it beside ours. */
class ConcurrentMapConformanceTest {

  /**
   * The suite's tests that {@code ConcurrentHashMap} fails: its entry set lets entries be added.
   */
  private static final int DEVIATIONS_OF_THE_JDK = 8;

  @TestFactory
  Stream<DynamicNode> stripedMap() {
    return suite(StripedMap::new);
  }

  @TestFactory
  Stream<DynamicNode> stripedMapWithOneStripe() {
    return suite(() -> new StripedMap<>(1));
  }

  /**
   * What the suite refuses in the JDK's map is known, so that nothing is refused for want of it.
   */
  @Test
  void concurrentHashMap_isTheReference() {
    Set<String> failed = new TreeSet<>();
    List<TestCase> tests = tests(suiteOf(ConcurrentHashMap::new)).toList();
    for (TestCase test : tests) {
      try {
        test.runBare();
      } catch (Throwable failure) {
        failed.add(test.getName());
      }
    }

    assertThat(tests).hasSize(tests(suiteOf(StripedMap::new)).toList().size());
    assertThat(failed).hasSize(DEVIATIONS_OF_THE_JDK);
  }

  private static Stream<DynamicNode> suite(Supplier<ConcurrentMap<String, String>> map) {
    return tests(suiteOf(map)).map(test -> DynamicTest.dynamicTest(test.toString(), test::runBare));
  }

  private static TestSuite suiteOf(Supplier<ConcurrentMap<String, String>> map) {
    return ConcurrentMapTestSuiteBuilder.using(
            new TestStringMapGenerator() {
              @Override
              protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                ConcurrentMap<String, String> created = map.get();
                for (Map.Entry<String, String> entry : entries) {
                  created.put(entry.getKey(), entry.getValue());
                }
                return created;
              }
            })
        .named("map")
        .withFeatures(
            CollectionSize.ANY,
            MapFeature.GENERAL_PURPOSE,
            CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
        .createTestSuite();
  }

  private static Stream<TestCase> tests(junit.framework.Test test) {
    if (test instanceof TestSuite suite) {
      Enumeration<junit.framework.Test> tests = suite.tests();
      return Collections.list(tests).stream().flatMap(ConcurrentMapConformanceTest::tests);
    }
    return Stream.of((TestCase) test);
  }
}
