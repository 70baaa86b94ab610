package io.lockmeter.engine.naming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonitorSitesTest {

  private static final int MAX = 1 << 18;

  private static MonitorSite site(int line) {
    return new MonitorSite("com.acme.Foo", "bar", line, new Origin.Field("Foo", "lock", false));
  }

  @Test
  void add_placeThatWasThereBefore_hasTheSameNumber() {
    MonitorSites sites = new MonitorSites();
    int[] numbers = new int[3000];
    for (int line = 0; line < numbers.length; line++) {
      numbers[line] = sites.add(site(line));
    }
    assertThat(numbers).doesNotHaveDuplicates();
    for (int line = 0; line < numbers.length; line++) {
      assertThat(sites.add(site(line))).isEqualTo(numbers[line]);
      assertThat(sites.get(numbers[line])).isEqualTo(site(line));
    }
  }

  @Test
  void add_otherOriginInTheSamePlace_hasANumberOfItsOwn() {
    MonitorSites sites = new MonitorSites();
    MonitorSite other = new MonitorSite("com.acme.Foo", "bar", 1, new Origin.Unknown());
    assertThat(sites.add(site(1))).isNotEqualTo(sites.add(other));
  }

  @Test
  void add_noRoom_stillKnowsWhatIsThere() {
    MonitorSites sites = new MonitorSites();
    for (int line = 0; line < MAX; line++) {
      sites.add(site(line));
    }
    assertThat(sites.add(site(MAX))).isEqualTo(-1);
    assertThat(sites.add(site(7))).isEqualTo(7);
  }
}
