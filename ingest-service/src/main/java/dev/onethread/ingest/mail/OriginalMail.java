package dev.onethread.ingest.mail;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The mail of ours that a notification is about, as far as it is enclosed: as a part, or below the text.
final class OriginalMail {
    private static final int LONGEST = 100_000;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^[ >|]{0,3}message-id:\\s*(<[^<>\\s]{1,990}>)");
    private static final Pattern IN_JSON =
            Pattern.compile("(?i)\"messageId\\\\?\"\\s?:\\s?\\\\?\"(<[^<>\\s\"]{1,990}>)");

    /// A line that begins the enclosed mail: its first header, or a separator of the programs we know.
    private static final Pattern BEGINS = Pattern.compile("(?im)^[ >|*#-]{0,60}(?:"
            + "(?:received|return-path|x-originating-ip|dkim-signature|delivered-to|envelope-to): .*"
            + "|(?:below (?:this line )?is a copy of the (?:original )?message|this is a copy of (?:your|the) message.*"
            + "|this is a copy of the headers.*|included is a copy of the message header:"
            + "|(?:the )?(?:header of the )?original message (?!was received)(?:follows|header|headers)?.*|message headers? follows?.*"
            + "|unsent message (?:follows|below).*|returned (?:message|mail)(?: follows)?.*|original mail.*"
            + "|(?:your )?message (?:headers?|contents?|text) follows?.*|undelivered message headers?.*"
            + "|исходное сообщение.*|текст (?:исходного )?сообщения.*|ursprüngliche nachricht.*|message d'origine.*"
            + "|mensaje original.*|the body of the message is.*|start of returned message.*)"
            + "[ .:=*#-]{0,80})\\s{0,3}$");

    private OriginalMail() {}

    static @Nullable String messageId(ParsedMail mail) {
        for (ParsedMail.Attached part : mail.attachments()) {
            if (isEnclosed(part)) {
                String head = Charsets.octets(Arrays.copyOf(part.bytes(), Math.min(part.bytes().length, LONGEST)));
                String id = first(MESSAGE_ID, head);
                if (id != null) {
                    return id;
                }
            }
        }
        String text = bounded(mail.text(), LONGEST);
        String id = first(MESSAGE_ID, text);
        return id != null ? id : first(IN_JSON, text);
    }

    static boolean isEnclosed(ParsedMail.Attached part) {
        return List.of("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers")
                .contains(part.mediaType());
    }

    /// What the notification itself says, without the mail below it.
    static String above(String text) {
        String bounded = bounded(text, LONGEST);
        Matcher begins = BEGINS.matcher(bounded);
        int from = 0;
        while (begins.find(from)) {
            // A separator on top is the notification's own.
            if (!bounded.substring(0, begins.start()).isBlank()) {
                return bounded.substring(0, begins.start());
            }
            from = begins.end();
        }
        return bounded;
    }

    private static String bounded(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
