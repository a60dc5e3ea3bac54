package dev.onethread.ingest.mail;

/// Why a mail came back. Only an address that cannot work whatever is sent there is dead; a full box, a block, a policy
/// or an outage is a matter of this mail or this day.
enum BounceReason {
    USER_UNKNOWN,
    HOST_UNKNOWN,
    MOVED,
    /// The host takes no mail at all (RFC 7504, RFC 7505).
    NO_MAIL_HOST,
    MAILBOX_FULL,
    TOO_BIG,
    SUSPENDED,
    FILTERED,
    BLOCKED,
    NAMELESS_SENDER,
    TOO_MANY,
    UNAUTHENTICATED,
    SENDER_REJECTED,
    RELAYING,
    SPAM,
    VIRUS,
    CONTENT,
    POLICY,
    EXPIRED,
    NETWORK,
    SYSTEM,
    SYNTAX,
    UNKNOWN;

    /// Whether every later mail to the address will come back, too.
    boolean isDead() {
        return switch (this) {
            case USER_UNKNOWN, HOST_UNKNOWN, MOVED, NO_MAIL_HOST -> true;
            case MAILBOX_FULL,
                    TOO_BIG,
                    SUSPENDED,
                    FILTERED,
                    BLOCKED,
                    NAMELESS_SENDER,
                    TOO_MANY,
                    UNAUTHENTICATED,
                    SENDER_REJECTED,
                    RELAYING,
                    SPAM,
                    VIRUS,
                    CONTENT,
                    POLICY,
                    EXPIRED,
                    NETWORK,
                    SYSTEM,
                    SYNTAX,
                    UNKNOWN -> false;
        };
    }
}
