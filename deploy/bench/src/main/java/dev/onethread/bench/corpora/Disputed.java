package dev.onethread.bench.corpora;

import java.util.Map;

/// Open cases whose suite asserts a slip of its own parser. Doing as they say would lose what a person
/// reads. They count as wrong all the same; a second figure leaves them out.
final class Disputed {
    /// Why we differ, by id.
    static final Map<String, String> WHY = Map.of(
            "imap_tools/plain_emails/mix_caps_content_type", "takes a name and an address for one address",
            "imap_tools/plain_emails/raw_email_incorrect_header",
                    "gives up the header, sender and all, for one bad line",
            "imap_tools/rfc2822/example13", "does not know blanks before the colon of a field (RFC 5322 section 4.5)");

    private Disputed() {}
}
