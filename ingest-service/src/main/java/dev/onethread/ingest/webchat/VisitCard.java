package dev.onethread.ingest.webchat;

import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Card;
import dev.onethread.contracts.Visitor;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a visitor writes from and what the page says of them, as a card the agent sees: with the first
/// message, and again where it says something else. Nobody vouches for it.
final class VisitCard {
    private static final int MOST = 10_000;

    /// What the agent was told last, of the visitors who wrote most recently on this replica.
    private final Map<Visitor, List<String>> told = new LinkedHashMap<>();

    /// Null where there is nothing to tell, or nothing else than before.
    @Nullable
    Attachment of(Visitor visitor, About about) {
        List<String> lines = lines(about);
        return lines.isEmpty() || lines.equals(before(visitor)) ? null : card(about, lines);
    }

    /// The agent has it.
    synchronized void told(Visitor visitor, About about) {
        told.remove(visitor);
        told.put(visitor, lines(about));
        if (told.size() > MOST) {
            told.remove(told.keySet().iterator().next());
        }
    }

    private synchronized List<String> before(Visitor visitor) {
        return told.getOrDefault(visitor, List.of());
    }

    private static List<String> lines(About about) {
        List<String> lines = new ArrayList<>();
        if (about.page() != null) {
            lines.add(about.page());
        }
        if (about.referrer() != null) {
            lines.add("← " + about.referrer());
        }
        if (about.topic() != null) {
            lines.add("# " + about.topic());
        }
        about.attributes().forEach((name, value) -> lines.add(name + ": " + value));
        return lines;
    }

    private static Attachment card(About about, List<String> lines) {
        String page = about.page();
        String host = page == null ? null : URI.create(page).getHost();
        Card card = Card.of(
                Card.Kind.OTHER,
                null,
                null,
                lines.stream().map(line -> new Card.Line(line, null, false)).toList());
        return new Attachment(
                Attachment.Kind.OTHER,
                host == null ? "web" : host,
                "text/plain",
                null,
                null,
                null,
                String.join("\n", lines),
                null,
                card);
    }
}
