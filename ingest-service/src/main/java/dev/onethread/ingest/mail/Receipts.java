package dev.onethread.ingest.mail;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Disposition notifications (RFC 8098): a reader's program says what became of a mail.
final class Receipts {
    private static final Pattern ORIGINAL = Pattern.compile("(?im)^original-message-id:\\s*(<[^<>\\s]{1,990}>)");

    private Receipts() {}

    /// The mail it is about; `otherwise` where the report names none.
    static @Nullable String about(ParsedMail mail, @Nullable String otherwise) {
        for (ParsedMail.Attached part : mail.attachments()) {
            if (part.mediaType().toLowerCase(Locale.ROOT).endsWith("disposition-notification")) {
                Matcher original = ORIGINAL.matcher(Charsets.octets(part.bytes()));
                if (original.find()) {
                    return original.group(1);
                }
            }
        }
        return otherwise;
    }
}
