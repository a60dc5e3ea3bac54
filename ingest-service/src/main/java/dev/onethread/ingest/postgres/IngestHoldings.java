package dev.onethread.ingest.postgres;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.PrivacyReport.Count;
import dev.onethread.contracts.PrivacyRequest;
import dev.onethread.contracts.ScreenChanged;
import dev.onethread.contracts.Topic;
import dev.onethread.contracts.Visitor;
import dev.onethread.delivery.Tx;
import dev.onethread.delivery.blobs.Blobs;
import dev.onethread.delivery.privacy.Holding;
import dev.onethread.delivery.privacy.Holdings;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/// What the doors hold of customers: visitors and their screens, one-time links, and what could not be understood, in
/// whose bytes they are named.
@ApplicationScoped
public class IngestHoldings implements Holdings {
    private static final String OF_VISITOR = "t.visitor = ANY(asked.visitors)";
    private static final List<Searched> SEARCHED = List.of(
            new Searched("quarantine", "SELECT id, channel, door, blob FROM quarantine WHERE channel = ANY($1)"),
            new Searched(
                    "forwarded_mail",
                    "SELECT id, 'mail' AS channel, door, raw AS blob FROM forwarded_mail WHERE 'mail' = ANY($1)"));
    private static final int AT_ONCE = 20;

    private final Blobs blobs;

    IngestHoldings(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.of("visitor_entry", OF_VISITOR).withBlobs("t.attachments::text"),
                Holding.of("visitor_upload", OF_VISITOR).withBlobs("t.blob"),
                Holding.of("visitor_session", OF_VISITOR),
                Holding.of("visitor", "t.id = ANY(asked.visitors)"),
                Holding.of(
                        "continuation",
                        "t.given_to = ANY(asked.addresses) OR t.used_by = ANY(asked.addresses)"
                                + " OR t.target = ANY(asked.addresses) OR t.target = ANY(asked.\"values\")"));
    }

    /// What is in quarantine was not understood, and a forwarded mail names others than its sender: whose they are can
    /// only be found in their bytes.
    @Override
    public List<Count> eraseMore(Tx tx, PrivacyRequest request) throws IOException {
        List<Needle> needles = needles(request);
        List<Count> counts = new ArrayList<>();
        for (Searched searched : SEARCHED) {
            int erased = erase(tx, searched, needles);
            if (erased > 0) {
                counts.add(new Count(searched.table(), erased));
            }
        }
        return counts;
    }

    private int erase(Tx tx, Searched searched, List<Needle> needles) throws IOException {
        String[] channels = needles.stream().map(Needle::channel).distinct().toArray(String[]::new);
        List<Held> held = new ArrayList<>();
        for (Row row : tx.query(searched.find(), (Object) channels)) {
            held.add(new Held(
                    row.getUUID("id"), row.getString("channel"), row.getString("door"), row.getString("blob")));
        }
        int erased = 0;
        for (int i = 0; i < held.size(); i++) {
            Held each = held.get(i);
            if (i % AT_ONCE == 0) {
                tx.query("SELECT 1");
            }
            if (needles.stream().anyMatch(needle -> needle.concerns(each)) && named(needles, each)) {
                blobs.delete(each.blob());
                erased += tx.update("DELETE FROM " + searched.table() + " WHERE id = $1", each.id());
            }
        }
        return erased;
    }

    /// Open screens of the visitors are closed; who writes again is somebody new.
    @Override
    public void erased(Tx tx, PrivacyRequest request) {
        for (Address address : request.addresses()) {
            if (address.channel() == Channel.WEB) {
                Visitor visitor = new Visitor(address.value());
                tx.publish(Topic.WEBCHAT_SCREENS, visitor.value(), new ScreenChanged(visitor, ScreenChanged.GONE));
            }
        }
    }

    private boolean named(List<Needle> needles, Held held) throws IOException {
        try (InputStream bytes = blobs.read(held.blob())) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
            return needles.stream().anyMatch(needle -> needle.concerns(held) && needle.in(text));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static List<Needle> needles(PrivacyRequest request) {
        List<Needle> needles = new ArrayList<>();
        for (Address address : request.addresses()) {
            switch (address.channel()) {
                case MAIL -> needles.add(new Needle(address.channel(), null, Pattern.quote(address.value())));
                case TELEGRAM -> {
                    String[] parts = address.value().split(":", 2);
                    String chat = parts.length < 2 ? "" : parts[1].split("[:@]", 2)[0];
                    if (!chat.isEmpty()) {
                        needles.add(new Needle(
                                address.channel(), parts[0], "(?<![0-9-])" + Pattern.quote(chat) + "(?![0-9])"));
                    }
                }
                case WEB -> needles.add(new Needle(address.channel(), null, Pattern.quote(address.value())));
            }
        }
        return needles;
    }

    /// A table whose rows name in bytes of theirs whom they are about.
    private record Searched(String table, String find) {}

    private record Held(UUID id, String channel, String door, String blob) {}

    /// What somebody is found by in bytes of a channel (and of one door, where their number is only one there).
    private record Needle(
            String channel,
            @org.jspecify.annotations.Nullable String door,
            Pattern pattern) {
        Needle(Channel channel, @org.jspecify.annotations.Nullable String door, String expression) {
            this(
                    channel.prefix().toLowerCase(Locale.ROOT),
                    door,
                    Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
        }

        boolean concerns(Held held) {
            return channel.equals(held.channel()) && (door == null || door.equals(held.door()));
        }

        boolean in(String text) {
            return pattern.matcher(text).find();
        }
    }
}
