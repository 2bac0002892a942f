package io.offgrid.audit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /openapi.json} describes the routes that there are, and what they answer. */
class DescriptionTest {

  @TempDir Path home;
  private TestServer server;
  private JsonNode description;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    server.record(3);
    description = server.get("/openapi.json").json();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static List<Map.Entry<String, JsonNode>> members(JsonNode object) {
    List<Map.Entry<String, JsonNode>> members = new ArrayList<>();
    object.properties().forEach(members::add);
    return members;
  }

  private String operation(String title, JsonNode operation) {
    TreeSet<String> parameters = new TreeSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode known = resolved(parameter);
      assertThat(known.has("name")).as("%s has %s", title, parameter).isTrue();
      if (known.path("in").asText().equals("query")) {
        parameters.add(known.path("name").asText());
      }
    }
    JsonNode security = operation.path("security");
    return parameters + " " + security.path(0).path("token").path(0).asText("none");
  }

  @Test
  void describesEveryRouteWithItsParametersAndItsRight() {
    Map<String, String> described = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : members(description.path("paths"))) {
      for (Map.Entry<String, JsonNode> method : members(path.getValue())) {
        String title = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
        described.put(title, operation(title, method.getValue()));
      }
    }
    Map<String, String> routes = new TreeMap<>();
    for (Route route : server.routes()) {
      String right = route.right() == null ? "none" : route.right().word();
      routes.put(route.title(), new TreeSet<>(route.parameters()) + " " + right);
    }
    assertThat(described).isEqualTo(routes);
  }

  /** That what is described is what is there: required members, and no others than are named. */
  private void assertFits(String schema, JsonNode value) {
    JsonNode described = description.at("/components/schemas/" + schema);
    List<String> required = new ArrayList<>();
    described.path("required").forEach(name -> required.add(name.asText()));
    List<String> known = new ArrayList<>();
    described.path("properties").fieldNames().forEachRemaining(known::add);
    List<String> there = new ArrayList<>();
    Iterator<String> names = value.fieldNames();
    names.forEachRemaining(there::add);
    assertThat(there).as(schema).containsAll(required).isSubsetOf(known);
  }

  @Test
  void describesWhatIsAnswered() throws Exception {
    JsonNode page = server.get("/v1/audit").json();
    assertFits("Page", page);
    assertFits("Event", page.path("events").path(0));
    assertFits(
        "FoundEvent",
        server.get("/v1/audit/" + page.path("events").path(0).path("id").asText()).json());
    assertFits("Stats", server.get("/v1/audit/stats?bucket=hour").json());
    JsonNode verdict = server.get("/v1/audit/verify").json();
    assertFits("Verdict", verdict);
    assertFits("Trust", verdict.path("trust"));
    assertFits("Head", server.get("/v1/audit/head").json());
    assertFits("Whoami", server.get("/v1/audit/whoami").json());
    assertFits("Problem", server.get("/v1/audit?limit=x").json());
    JsonNode receipts = server.post("application/json", "{\"type\":\"auth\"}").json();
    assertFits("Receipts", receipts);
  }

  @Test
  void refersOnlyToWhatIsThere() throws Exception {
    List<String> references = description.findValuesAsText("$ref");
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(description.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }
}
