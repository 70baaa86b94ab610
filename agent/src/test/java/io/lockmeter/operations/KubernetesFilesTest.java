package io.lockmeter.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files for Kubernetes: their structure, and that what one names is in the other. */
final class KubernetesFilesTest {

  private static final String OPERATOR = "monitoring.coreos.com/v1";
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

  @Test
  void rule_isAResourceOfTheOperator() throws Exception {
    JsonObject resource = resource("prometheusrule.yaml", OPERATOR, "PrometheusRule");
    assertOnly(resource.getAsJsonObject("spec"), "groups");
    for (JsonObject group :
        OperationsFiles.objects(resource.getAsJsonObject("spec").get("groups"))) {
      assertOnly(group, "name", "rules");
      for (JsonObject rule : OperationsFiles.objects(group.get("rules"))) {
        if (rule.has("alert")) {
          assertThat(rule.keySet()).contains("expr", "labels", "annotations");
          assertOnly(rule, "alert", "expr", "for", "labels", "annotations");
        } else {
          assertThat(rule.keySet()).containsExactlyInAnyOrder("record", "expr");
        }
      }
    }
  }

  @Test
  void monitor_isAResourceOfTheOperatorAndFindsThePod() throws Exception {
    JsonObject monitor = resource("podmonitor.yaml", OPERATOR, "PodMonitor");
    JsonObject spec = monitor.getAsJsonObject("spec");
    assertOnly(spec, "selector", "jobLabel", "sampleLimit", "podMetricsEndpoints");
    assertThat(spec.getAsJsonPrimitive("sampleLimit").getAsInt()).isPositive();

    JsonObject pod = podTemplate();
    JsonObject labels = pod.getAsJsonObject("metadata").getAsJsonObject("labels");
    JsonObject selector = spec.getAsJsonObject("selector");
    assertOnly(selector, "matchLabels");
    assertThat(labels.entrySet()).containsAll(selector.getAsJsonObject("matchLabels").entrySet());
    assertThat(labels.keySet()).contains(spec.get("jobLabel").getAsString());

    List<JsonObject> endpoints = OperationsFiles.objects(spec.get("podMetricsEndpoints"));
    assertThat(endpoints).hasSize(1);
    assertOnly(endpoints.get(0), "port", "path", "interval");
    assertThat(endpoints.get(0).get("path").getAsString()).isEqualTo("/metrics");
    JsonObject port = only(container(pod).get("ports"));
    assertThat(endpoints.get(0).get("port")).isEqualTo(port.get("name"));
    assertThat(port.get("containerPort").getAsString())
        .isEqualTo(environment(pod, "LOCKMETER_HTTP_PORT"));
  }

  @Test
  void deployment_bringsTheJarToWhereTheJvmLooks() throws Exception {
    JsonObject deployment = resource("deployment.yaml", "apps/v1", "Deployment");
    JsonObject spec = deployment.getAsJsonObject("spec");
    assertOnly(spec, "selector", "template");
    JsonObject pod = podTemplate();
    assertThat(pod.getAsJsonObject("metadata").getAsJsonObject("labels").entrySet())
        .containsAll(spec.getAsJsonObject("selector").getAsJsonObject("matchLabels").entrySet());
    JsonObject podSpec = pod.getAsJsonObject("spec");
    assertOnly(podSpec, "initContainers", "containers", "volumes");
    JsonObject init = only(podSpec.get("initContainers"));
    assertOnly(init, "name", "image", "command", "volumeMounts");
    assertOnly(container(pod), "name", "image", "env", "ports", "volumeMounts");

    List<String> volumes = new ArrayList<>();
    for (JsonObject volume : OperationsFiles.objects(podSpec.get("volumes"))) {
      assertOnly(volume, "name", "emptyDir");
      volumes.add(volume.get("name").getAsString());
    }
    for (JsonObject mounting : List.of(init, container(pod))) {
      for (JsonObject mount : OperationsFiles.objects(mounting.get("volumeMounts"))) {
        assertThat(volumes).contains(mount.get("name").getAsString());
      }
    }
    JsonElement target = init.getAsJsonArray("command").get(2);
    assertThat(environment(pod, "JAVA_TOOL_OPTIONS"))
        .isEqualTo("-javaagent:" + target.getAsString());
    assertThat(target.getAsString()).startsWith(mountOf(init, "lockmeter") + "/");
    assertThat(mountOf(container(pod), "lockmeter")).isEqualTo(mountOf(init, "lockmeter"));
  }

  /** What Kubernetes takes as the value of a variable is text, which a bare number is not. */
  @Test
  void deployment_givesVariablesAsText() throws Exception {
    for (JsonObject variable : OperationsFiles.objects(container(podTemplate()).get("env"))) {
      assertThat(variable.getAsJsonPrimitive("value")).matches(JsonPrimitive::isString);
    }
  }

  private static JsonObject resource(String file, String apiVersion, String kind) throws Exception {
    JsonObject resource = OperationsFiles.yaml("kubernetes/" + file);
    assertThat(resource.keySet())
        .containsExactlyInAnyOrder("apiVersion", "kind", "metadata", "spec");
    assertThat(resource.get("apiVersion").getAsString()).isEqualTo(apiVersion);
    assertThat(resource.get("kind").getAsString()).isEqualTo(kind);
    assertThat(resource.getAsJsonObject("metadata").get("name").getAsString()).matches(DNS_LABEL);
    return resource;
  }

  static JsonObject podTemplate() throws Exception {
    return OperationsFiles.yaml("kubernetes/deployment.yaml")
        .getAsJsonObject("spec")
        .getAsJsonObject("template");
  }

  static JsonObject container(JsonObject pod) {
    return only(pod.getAsJsonObject("spec").get("containers"));
  }

  private static String environment(JsonObject pod, String name) {
    for (JsonObject variable : OperationsFiles.objects(container(pod).get("env"))) {
      if (variable.get("name").getAsString().equals(name)) {
        return variable.get("value").getAsString();
      }
    }
    throw new AssertionError("no " + name);
  }

  private static String mountOf(JsonObject container, String volume) {
    for (JsonObject mount : OperationsFiles.objects(container.get("volumeMounts"))) {
      if (mount.get("name").getAsString().equals(volume)) {
        return mount.get("mountPath").getAsString();
      }
    }
    throw new AssertionError("no mount of " + volume);
  }

  private static JsonObject only(JsonElement array) {
    List<JsonObject> objects = OperationsFiles.objects(array);
    assertThat(objects).hasSize(1);
    return objects.get(0);
  }

  private static void assertOnly(JsonObject object, String... fields) {
    assertThat(fields).containsAll(object.keySet());
  }
}
