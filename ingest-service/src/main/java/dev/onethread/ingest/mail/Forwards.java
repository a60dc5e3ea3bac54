package dev.onethread.ingest.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the mail that a forwarded one brings: as a file of its own (RFC 2046 section 5.2.1), or written out below a
/// mark or a block of its header fields. Who wrote it is what the forwarder says.
final class Forwards {
    private static final Pattern SUBJECT = Pattern.compile(
            "\\s{0,10}(?:fwd?|fw|wg|tr|rv|enc|vs|vb|doorst|пересл(?:ано)?|перес|пд)\\s?[:：].*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    private static final Pattern PREFIX =
            Pattern.compile("^(?:\\s{0,10}[\\p{L}]{1,9}\\s?[:：]\\s{0,10}){1,5}", Pattern.UNICODE_CASE);
    private static final int MOST_LINES = 2_000;

    private Forwards() {}

    /// The inner mail as far as it can be told: its files are the outer one's where it was written out.
    record Inner(Senders.Sender from, ParsedMail mail) {}

    /// Null where a mail brings no other, or one without a usable writer.
    static @Nullable Inner of(ParsedMail outer) {
        Inner attached = attached(outer);
        return attached != null ? attached : writtenOut(outer);
    }

    private static @Nullable Inner attached(ParsedMail outer) {
        List<ParsedMail.Attached> mails = outer.attachments().stream()
                .filter(file -> file.mediaType().equals("message/rfc822"))
                .toList();
        if (mails.size() != 1) {
            return null;
        }
        ParsedMail inner = MailReader.read(mails.getFirst().bytes());
        return inner.from().stream()
                .filter(Senders.Sender::usable)
                .findFirst()
                .map(from -> new Inner(from, inner))
                .orElse(null);
    }

    private static @Nullable Inner writtenOut(ParsedMail outer) {
        List<String> lines = outer.text().lines().limit(MOST_LINES).toList();
        boolean told =
                outer.subject() != null && SUBJECT.matcher(outer.subject()).matches();
        for (int at = 0; at < lines.size(); at++) {
            boolean mark = QuoteHeaders.isForwardMark(lines.get(at));
            boolean may =
                    mark || told && (QuoteHeaders.isSeparator(lines.get(at)) || QuoteHeaders.isHeaderBlock(lines, at));
            if (may) {
                return inner(outer, lines, at);
            }
        }
        return null;
    }

    private static @Nullable Inner inner(ParsedMail outer, List<String> lines, int mark) {
        QuoteHeaders.Block block = QuoteHeaders.block(lines, mark);
        Senders.Sender from = block == null ? null : sender(block.from());
        if (block == null || from == null) {
            return null;
        }
        boolean quoted = lines.get(block.end() - 1).startsWith(">");
        String text = lines.subList(block.end(), lines.size()).stream()
                .map(line -> quoted && line.startsWith(">") ? line.substring(1).replaceFirst("^ ", "") : line)
                .reduce(new StringBuilder(), (all, line) -> all.append(line).append('\n'), StringBuilder::append)
                .toString()
                .strip();
        String subject = outer.subject() == null
                ? null
                : PREFIX.matcher(outer.subject()).replaceFirst("").strip();
        ParsedMail mail = new ParsedMail(
                outer.headers(),
                List.of(from),
                subject,
                null,
                null,
                new java.util.LinkedHashSet<>(),
                outer.sentAt(),
                text,
                "",
                text,
                outer.attachments(),
                outer.marks(),
                outer.identity());
        return new Inner(from, mail);
    }

    /// Outlook writes *Kim [mailto:kim@shop.example]*.
    private static Senders.@Nullable Sender sender(String value) {
        String tidy = value.replaceAll("(?i)[\\[<(]mailto:\\s?([^\\]>)\\s]{1,320})[\\]>)]", "<$1>")
                .replace("*", "");
        String octets = Charsets.octets(tidy.getBytes(StandardCharsets.UTF_8));
        return Senders.of(octets).stream()
                .filter(Senders.Sender::usable)
                .findFirst()
                .orElse(null);
    }
}
