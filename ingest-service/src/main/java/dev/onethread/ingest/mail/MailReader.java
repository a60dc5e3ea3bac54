package dev.onethread.ingest.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Raw bytes to what a mail says. Holds no state and reaches nothing outside; never throws for what a sender wrote, and
/// takes less than a second whatever it is given.
final class MailReader {
    private static final int MOST_REFERENCES = 50;
    private static final int LONGEST_SUBJECT = 998;

    private MailReader() {}

    static ParsedMail read(byte[] mail) {
        Leaves leaves = Leaves.of(mail);
        Headers headers = leaves.headers();
        Contents contents = new Contents();
        contents.take(leaves.all());
        return new ParsedMail(
                headers,
                Senders.of(headers.octets("from")),
                subject(headers),
                headers.id("message-id"),
                headers.id("in-reply-to"),
                references(headers),
                SentAt.of(headers.octets("date")),
                contents.plain.toString(),
                contents.html.toString(),
                contents.text.toString(),
                List.copyOf(contents.attachments),
                leaves.marks(),
                identity(headers, mail));
    }

    private static @Nullable String subject(Headers headers) {
        String subject = headers.text("subject");
        if (subject == null) {
            return null;
        }
        String oneLine = subject.replaceAll("[\\r\\n\\t]+", " ");
        return oneLine.length() <= LONGEST_SUBJECT ? oneLine : oneLine.substring(0, LONGEST_SUBJECT);
    }

    /// Oldest first; the mail that is answered is the last (RFC 5322 section 3.6.4). Of a long chain the first and the
    /// newest are kept.
    private static SequencedSet<String> references(Headers headers) {
        SequencedSet<String> all = new LinkedHashSet<>(headers.ids("references"));
        for (String answered : headers.ids("in-reply-to")) {
            all.remove(answered);
            all.add(answered);
        }
        if (all.size() <= MOST_REFERENCES) {
            return all;
        }
        List<String> ids = List.copyOf(all);
        SequencedSet<String> kept = new LinkedHashSet<>();
        kept.add(ids.getFirst());
        kept.addAll(ids.subList(ids.size() - MOST_REFERENCES + 1, ids.size()));
        return kept;
    }

    /// A Message-ID alone is no identity: senders reuse them (FreeScout #5591), and anybody may copy one.
    private static String identity(Headers headers, byte[] mail) {
        MessageDigest digest = sha256();
        for (String name : List.of("message-id", "from", "date")) {
            String octets = headers.octets(name);
            digest.update((octets == null ? "" : octets).getBytes(StandardCharsets.ISO_8859_1));
            digest.update((byte) 0);
        }
        int from = bodyStart(mail);
        int to = mail.length;
        while (to > from && (mail[to - 1] == '\n' || mail[to - 1] == '\r')) {
            to--;
        }
        // Servers and relays disagree about line ends; the same mail is the same with either.
        for (int i = from; i < to; i++) {
            if (mail[i] != '\r') {
                digest.update(mail[i]);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static int bodyStart(byte[] mail) {
        int lineStart = 0;
        for (int i = 0; i < mail.length; i++) {
            if (mail[i] == '\n') {
                boolean empty = i == lineStart || i == lineStart + 1 && mail[lineStart] == '\r';
                if (empty) {
                    return i + 1;
                }
                lineStart = i + 1;
            }
        }
        return 0;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Sorts leaves into what is read and what is opened.
    private static final class Contents {
        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private final StringBuilder text = new StringBuilder();
        private final List<ParsedMail.Attached> attachments = new ArrayList<>();

        void take(List<Leaf> leaves) {
            Set<Integer> saidPlainly = new HashSet<>();
            for (Leaf leaf : leaves) {
                if (leaf.isBody()
                        && leaf.mediaType().equals("text/plain")
                        && leaf.alternative() > 0
                        && !leaf.text().isBlank()) {
                    saidPlainly.add(leaf.alternative());
                }
            }
            for (Leaf leaf : leaves) {
                if (!leaf.isBody()) {
                    attach(leaf);
                } else if (leaf.mediaType().equals("text/html")) {
                    hypertext(leaf, saidPlainly.contains(leaf.alternative()));
                } else {
                    plaintext(leaf);
                }
            }
        }

        private void attach(Leaf leaf) {
            Tnef packed = Tnef.is(leaf) ? Tnef.of(leaf) : null;
            if (packed != null) {
                attachments.addAll(packed.files());
                if (html.isEmpty() && text.isEmpty()) {
                    append(html, packed.html());
                    append(text, HtmlText.of(packed.html()));
                }
                return;
            }
            String name = leaf.fileName() == null ? "" : leaf.fileName();
            attachments.add(new ParsedMail.Attached(name, leaf.mediaType(), leaf.contentId(), leaf.bytes()));
        }

        private void plaintext(Leaf leaf) {
            String written = leaf.flowed() ? Flowed.unfold(leaf.text(), leaf.delSp()) : leaf.text();
            Uuencoded.Found found = Uuencoded.extract(written);
            for (Uuencoded.File file : found.files()) {
                attachments.add(new ParsedMail.Attached(file.name(), "application/octet-stream", null, file.bytes()));
            }
            append(plain, found.text());
            append(text, found.text());
        }

        private void hypertext(Leaf leaf, boolean saidPlainly) {
            String written = leaf.text();
            append(html, written);
            if (!saidPlainly) {
                append(text, HtmlText.of(written));
            }
        }

        private static void append(StringBuilder to, String more) {
            if (!to.isEmpty() && !more.isEmpty() && to.charAt(to.length() - 1) != '\n') {
                to.append('\n');
            }
            to.append(more);
        }
    }
}
