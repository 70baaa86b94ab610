package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.engine.naming.MonitorSite;
import io.lockmeter.engine.naming.MonitorSites;
import io.lockmeter.engine.naming.Origin;
import io.lockmeter.engine.naming.OriginAnalyzer;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Numbers the sites of one class. A class that is transformed again gets the numbers it had, so
 * that agents which do so again and again use up none.
 */
final class SiteNumbers {

  private final MonitorSites sites;
  private final String owner;
  private final String className;
  private final List<Integer> former;
  private final List<Integer> given = new ArrayList<>();

  SiteNumbers(MonitorSites sites, String owner, List<Integer> former) {
    this.sites = sites;
    this.owner = owner;
    this.className = owner.replace('/', '.');
    this.former = new ArrayList<>(former);
  }

  int ofBlock(MethodNode method, AbstractInsnNode enter) throws NotRewritable {
    Origin origin = OriginAnalyzer.of(owner, method, enter, 0);
    return number(new MonitorSite(className, method.name, Code.line(enter), origin));
  }

  int ofMethod(MethodNode method) throws NotRewritable {
    LineNumberNode line = Code.firstLine(method);
    Origin origin =
        (method.access & Opcodes.ACC_STATIC) == 0
            ? new Origin.This(className)
            : new Origin.ClassLiteral(className);
    return number(new MonitorSite(className, method.name, line == null ? -1 : line.line, origin));
  }

  private int number(MonitorSite site) throws NotRewritable {
    int id = former(site);
    if (id < 0) {
      id = sites.add(site);
    }
    if (id < 0) {
      throw new NotRewritable("no numbers are left for more monitors");
    }
    given.add(id);
    return id;
  }

  private int former(MonitorSite site) {
    for (Integer id : former) {
      if (site.equals(sites.get(id))) {
        former.remove(id);
        return id;
      }
    }
    return -1;
  }

  /** The numbers given, in order. */
  List<Integer> given() {
    return List.copyOf(given);
  }
}
