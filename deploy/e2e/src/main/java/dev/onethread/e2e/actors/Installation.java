package dev.onethread.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A running installation, as its launcher describes it in `running.json` of its data folder.
public final class Installation {
    private final Path data;
    private final JsonNode description;

    private Installation(Path data, JsonNode description) {
        this.data = data;
        this.description = description;
    }

    /// Reads the description that stands in `data` now.
    public static Installation in(Path data) throws IOException {
        return new Installation(data, Wire.mapper().readTree(Files.readAllBytes(data.resolve("running.json"))));
    }

    /// The one address people use.
    public URI url() {
        return URI.create(description.path("url").asText());
    }

    public Http http() {
        return new Http(url());
    }

    public Path data() {
        return data;
    }

    public int port(String name) {
        return description.path("ports").path(name).asInt();
    }

    /// The sum of a counter over its labels as the replica with process id `pid` tells it; 0 where it has none.
    public double metric(long pid, String name) throws IOException {
        JsonNode now = Wire.mapper().readTree(Files.readAllBytes(data.resolve("running.json")));
        for (JsonNode child : now.path("children")) {
            if (child.path("pid").asLong() == pid) {
                return sum(
                        Http.text(URI.create(
                                "http://127.0.0.1:" + child.path("port").asInt() + "/q/metrics")),
                        name);
            }
        }
        throw new IOException("no replica has process id " + pid);
    }

    private static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// The password of a demo user.
    public String password(String user) {
        for (JsonNode each : description.path("users")) {
            if (each.path("id").asText().equals(user)) {
                return each.path("password").asText();
            }
        }
        throw new IllegalStateException("the launcher made no user " + user);
    }

    /// The first mailbox customers write to.
    public String mailbox() {
        return description.path("mailboxes").path(0).asText();
    }

    /// All mailboxes customers write to.
    public List<String> mailboxes() {
        List<String> mailboxes = new ArrayList<>();
        description.path("mailboxes").forEach(each -> mailboxes.add(each.asText()));
        return mailboxes;
    }

    /// The number of the stand-in's first bot.
    public String bot() {
        String token = description.path("bots").path(0).asText();
        return token.substring(0, token.indexOf(':'));
    }

    /// The replicas of one service that run now, by process id.
    public List<Long> pids(String service) throws IOException {
        JsonNode now = Wire.mapper().readTree(Files.readAllBytes(data.resolve("running.json")));
        List<Long> pids = new ArrayList<>();
        for (JsonNode child : now.path("children")) {
            if (child.path("service").asText().equals(service)) {
                pids.add(child.path("pid").asLong());
            }
        }
        return pids;
    }
}
