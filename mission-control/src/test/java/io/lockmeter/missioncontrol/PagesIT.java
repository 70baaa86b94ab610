package io.lockmeter.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmc.common.IState;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemFilter;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.PersistableItemFilter;
import org.openjdk.jmc.common.util.StateToolkit;

/** The pages, read by Mission Control's core, against the events of a real recording. */
class PagesIT {

  private static final String PAGES = "/lockmeter-pages.xml";

  @Test
  void eachPageFindsItsEventsAndEachColumnItsField() throws Exception {
    IItemCollection events = SampleRecordings.coarse();
    List<IState> pages = pages();
    assertThat(pages).hasSize(3);
    for (IState page : pages) {
      IState state = page.getChild("state");
      IItemFilter filter = PersistableItemFilter.readFrom(state.getChild("pageFilter"));
      Set<String> fields = fields(events.apply(filter));
      String name = state.getAttribute("name");
      assertThat(fields).as(name).isNotEmpty();
      for (String column : columns(state)) {
        String field = column.replaceFirst("^(SUM|AVG|MIN|MAX)", "");
        assertThat(column.startsWith("itemhistogram.") || fields.contains(field))
            .as(name + ": " + column + " of " + fields)
            .isTrue();
      }
      assertThat(fields)
          .as(name)
          .contains(state.getChild("histogram").getAttribute("groupBy") + ":text");
    }
  }

  private static List<IState> pages() throws Exception {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(PagesIT.class.getResourceAsStream(PAGES)),
            StandardCharsets.UTF_8)) {
      StringBuilder document = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        document.append((char) c);
      }
      List<IState> pages = new ArrayList<>();
      collect(StateToolkit.fromXMLString(document.toString()), pages);
      return pages;
    }
  }

  private static void collect(IState parent, List<IState> pages) {
    for (IState page : parent.getChildren("page")) {
      pages.add(page);
      collect(page, pages);
    }
  }

  private static Set<String> columns(IState state) {
    Set<String> columns = new HashSet<>();
    for (IState child : state.getChildren()) {
      if (child.getType().equals("column")) {
        columns.add(child.getAttribute("id"));
      }
      String line = child.getAttribute("lineChartAttributes");
      String color = child.getAttribute("colorBy");
      columns.addAll(line == null ? List.of() : List.of(line));
      columns.addAll(color == null ? List.of() : List.of(color));
      columns.addAll(columns(child));
    }
    return columns;
  }

  private static Set<String> fields(IItemCollection items) {
    Set<String> fields = new HashSet<>();
    for (IItemIterable events : items) {
      for (IAttribute<?> attribute : events.getType().getAttributes()) {
        fields.add(attribute.getIdentifier() + ":" + attribute.getContentType().getIdentifier());
      }
    }
    return fields;
  }
}
