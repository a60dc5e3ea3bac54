package dev.onethread.bench.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.bench.Figure;
import dev.onethread.ingest.mail.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is new in a reply. We tell new text, signature and quotation apart; whether a signature belongs to the new text
/// is the suite's choice, which a case names in `signature_policy` (`keep` or `strip`; without it, `strip`).
final class ReplySuite implements Suite {
    @Override
    public String name() {
        return "reply";
    }

    @Override
    public Verdict judge(JsonNode line, Path folder) {
        String kind = line.path("input_kind").asText();
        String input = line.path("input").asText();
        Comparing.Timed<Sample.Reply> read = Comparing.timed(() -> read(kind, input));
        Sample.Reply reply = read.made();
        boolean keep = line.path("signature_policy").asText().equals("keep");
        String fresh = keep ? reply.textWithSignature() : reply.text();
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("id", line.path("id").asText());
        fields.put("text", fresh);
        fields.put("signature", or(reply.signature()));
        fields.put("quoted", or(reply.quoted()));
        fields.put("seconds", read.seconds());
        List<String> faults = new ArrayList<>();
        for (JsonNode check : line.path("checks")) {
            if (!holds(check, fresh, kind.equals("html"))) {
                faults.add(check.path("op").asText());
            }
        }
        if (read.seconds() > 1) {
            faults.add("max_seconds");
        }
        List<String> groups = line.path("core").asBoolean() ? List.of("all", "core") : List.of("all");
        return new Verdict(line.path("id").asText(), fields, faults, groups, read.seconds());
    }

    @Override
    public List<Figure> figures(List<Verdict> verdicts) {
        double slowest = verdicts.stream().mapToDouble(Verdict::seconds).max().orElse(0);
        return List.of(
                Suite.wrong("reply: core cases wrong", verdicts, "core", fault -> true, 15),
                Suite.wrong("reply: all cases wrong", verdicts, "all", fault -> true, 100),
                Figure.atMost(1, "reply: slowest", slowest, "s"));
    }

    private static Sample.Reply read(String kind, String input) {
        return switch (kind) {
            case "html" -> Sample.replyInHtml(input);
            case "eml" -> Sample.of(input.getBytes(StandardCharsets.UTF_8)).reply();
            default -> Sample.replyInText(input);
        };
    }

    private static boolean holds(JsonNode check, String fresh, boolean html) {
        String said = check.path("v").asText();
        String value = html && said.contains("<") ? Sample.textOfHtml(said) : said;
        return switch (check.path("op").asText()) {
            case "equals", "equals_ws", "html_text_equals" -> squeezed(fresh).equals(squeezed(value));
            case "contains" -> fresh.contains(value);
            case "not_contains" -> !fresh.contains(value);
            case "regex" -> Pattern.compile(value).matcher(fresh).find();
            case "not_regex" -> !Pattern.compile(value).matcher(fresh).find();
            default -> true;
        };
    }

    /// Suites disagree about white space, and our text of HTML marks quotations.
    private static String squeezed(String text) {
        return text.replaceAll("[\\s>]+", "");
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
