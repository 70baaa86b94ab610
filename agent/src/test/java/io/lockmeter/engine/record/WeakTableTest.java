package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WeakTableTest {

  private static final Object SUBJECT = new Object();

  private static final class Node extends WeakNode<Object, Node> {
    final int id;
    volatile boolean gone;

    Node(int hash, int id) {
      super(SUBJECT, hash);
      this.id = id;
    }
  }

  private static void push(WeakTable<Node> table, Node node) {
    while (!table.push(node, table.head(node.hash))) {
      Thread.onSpinWait();
    }
  }

  private static Set<Integer> ids(WeakTable<Node> table) {
    Set<Integer> ids = new HashSet<>();
    table.forEach(node -> ids.add(node.id));
    return ids;
  }

  @Test
  void sweep_unlinksHeadMiddleAndTailOfAChain() {
    for (int gone = 0; gone < 8; gone++) {
      WeakTable<Node> table = new WeakTable<>();
      Set<Integer> kept = new HashSet<>();
      for (int id = 0; id < 3; id++) {
        Node node = new Node(7, id);
        node.gone = (gone & (1 << id)) != 0;
        push(table, node);
        if (!node.gone) {
          kept.add(id);
        }
      }
      table.sweep(node -> node.gone);
      assertThat(ids(table)).isEqualTo(kept);
      assertThat(table.size()).isEqualTo(kept.size());
    }
  }

  @Test
  void sweep_losesNothingThatIsPushedMeanwhile() throws InterruptedException {
    WeakTable<Node> table = new WeakTable<>();
    int threads = 3;
    int perThread = 50_000;
    CountDownLatch done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      int base = t * perThread;
      new Thread(
              () -> {
                for (int i = 0; i < perThread; i++) {
                  // A hundred chains, so that pushes and unlinks meet.
                  Node node = new Node(i % 100, base + i);
                  node.gone = i % 10 != 0;
                  push(table, node);
                }
                done.countDown();
              })
          .start();
    }
    while (done.getCount() > 0) {
      table.sweep(node -> node.gone);
    }
    table.sweep(node -> node.gone);
    Set<Integer> ids = ids(table);
    assertThat(ids).hasSize(threads * perThread / 10).allMatch(id -> id % 10 == 0);
  }
}
