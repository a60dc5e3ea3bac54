package dev.onethread.bench.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onethread.bench.Figure;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.Wire;
import dev.onethread.ingest.telegram.Bot;
import dev.onethread.ingest.telegram.Reading;
import dev.onethread.ingest.telegram.Reading.Ignored;
import dev.onethread.ingest.telegram.Reading.Refused;
import dev.onethread.ingest.telegram.Reading.Understood;
import dev.onethread.ingest.telegram.UpdateReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Updates of Telegram: each becomes an event that survives the wire, or is refused with a reason into quarantine,
/// which only what belongs to nobody, or to a channel, may be.
final class TelegramSuite implements Suite {
    private static final Bot BOT = Bot.configured("measured", "700:secret");

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public Verdict judge(JsonNode line, Path folder) throws IOException {
        JsonNode update = line.path("update");
        Comparing.Timed<Reading> read = Comparing.timed(() -> UpdateReader.read(BOT, update, Instant.EPOCH));
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("id", line.path("id").asText());
        List<String> faults = new ArrayList<>();
        switch (read.made()) {
            case Understood understood -> {
                ArrayNode events = fields.putArray("events");
                for (Reading.Piece piece : understood.pieces()) {
                    byte[] wire = Wire.bytes(piece.event());
                    fields.put("kept", Wire.type(piece.event()));
                    events.add(Wire.mapper().readTree(wire));
                    fields.put("raw_kept", piece.keepRaw());
                    if (!survives(piece.event(), wire)) {
                        faults.add("lost on the wire");
                    }
                }
            }
            case Ignored ignored -> {
                fields.put("kept", "ignored");
                fields.put("reason", ignored.what());
                if (update.path("channel_post").isMissingNode()
                        && update.path("edited_channel_post").isMissingNode()) {
                    faults.add("ignored: " + ignored.what());
                }
            }
            case Refused refused -> {
                fields.put("kept", "quarantine");
                fields.put("reason", refused.reason());
                String said = update.toString();
                boolean somebodys = said.contains("\"chat\":{\"") || said.contains("\"from\":{");
                if (somebodys && !said.contains("\"type\":\"channel\"")) {
                    faults.add("refused: " + refused.reason());
                }
            }
        }
        return new Verdict(line.path("id").asText(), fields, faults, List.of("all"), read.seconds());
    }

    private static boolean survives(FromCustomer event, byte[] wire) {
        try {
            return Wire.read(Wire.type(event), "1", wire).equals(event);
        } catch (Wire.Unreadable e) {
            return false;
        }
    }

    @Override
    public List<Figure> figures(List<Verdict> verdicts) {
        return List.of(Suite.wrong("telegram: lost or failed", verdicts, "all", fault -> true, 0));
    }
}
