package dev.onethread.bench.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.bench.Figure;
import dev.onethread.ingest.mail.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Mail that machines write: of which class it is, and for bounces whether the address is dead. The status code is
/// compared for information: suites derive one of their own where the notification names none.
final class AutoSuite implements Suite {
    @Override
    public String name() {
        return "auto";
    }

    @Override
    public Verdict judge(JsonNode line, Path folder) throws IOException {
        byte[] mail = Files.readAllBytes(folder.resolve(line.path("eml").asText()));
        Comparing.Timed<Sample.Auto> read = Comparing.timed(() -> Sample.auto(mail));
        Sample.Auto auto = read.made();
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("id", line.path("id").asText());
        fields.put("class", auto.kind());
        fields.put("status", auto.status());
        fields.put("hard", auto.hard());
        fields.put("reason", auto.reason());
        fields.put("recipient", auto.recipient());
        fields.put("about", auto.originalMessageId());
        List<String> faults = new ArrayList<>();
        List<String> groups = new ArrayList<>(List.of("class"));
        if (!line.path("cls").asText().equals(auto.kind())) {
            faults.add("class");
        }
        if (line.path("hard").isBoolean() && line.path("cls").asText().equals("bounce")) {
            groups.add("hard");
            if (line.path("hard").asBoolean() != auto.hard()) {
                faults.add("hard (" + line.path("reason").asText() + ", read as " + auto.reason() + ")");
            }
        }
        if (line.path("dsn").asText().matches("[245]\\.\\d{1,2}\\.\\d{1,2}")) {
            groups.add("status");
            if (!line.path("dsn").asText().equals(auto.status())) {
                faults.add("status (" + line.path("dsn").asText() + ", read as " + auto.status() + ")");
            }
        }
        return new Verdict(line.path("id").asText(), fields, faults, groups, read.seconds());
    }

    @Override
    public List<Figure> figures(List<Verdict> verdicts) {
        return List.of(
                Suite.wrong("auto: class wrong", verdicts, "class", "class"::equals, 2),
                Suite.wrong("auto: hard or soft wrong", verdicts, "hard", fault -> fault.startsWith("hard"), 8),
                Suite.wrong("auto: status wrong", verdicts, "status", fault -> fault.startsWith("status"), 100));
    }
}
