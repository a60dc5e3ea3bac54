package dev.onethread.contracts;

import java.util.Optional;

/// Every topic, with how it is kept. The name on the broker is the installation's prefix, then [#title()].
public enum Topic {
    MESSAGES_RECEIVED("messages.received", Kept.WEEK, false, FromCustomer.class),
    DESK_COMMANDS("desk.commands", Kept.WEEK, false, DeskCommand.class),
    CONVERSATION_EVENTS("conversation.events", Kept.WEEK, true, ConversationEvent.class),
    CUSTOMER_EVENTS("customer.events", Kept.WEEK, true, CustomerEvent.class),
    DESK_EVENTS("desk.events", Kept.WEEK, false, DeskEvent.class),
    REPLIES_REQUESTED("replies.requested", Kept.WEEK, true, ReplyRequest.class),
    DELIVERY_REPORTS("delivery.reports", Kept.WEEK, true, DeliveryReported.class),
    WEBCHAT_DELIVERIES("webchat.deliveries", Kept.WEEK, true, WebChatDelivery.class),
    INBOX_CHANGES("inbox.changes", Kept.HOUR, false, InboxChange.class),
    WEBCHAT_SCREENS("webchat.screens", Kept.HOUR, false, ScreenChanged.class),
    SETTINGS("settings", Kept.COMPACTED, false, Setting.class),
    SIGNALS("signals", Kept.HOUR, false, Signal.class),
    PRIVACY_REQUESTS("privacy.requests", Kept.WEEK, false, PrivacyRequest.class),
    PRIVACY_REPORTS("privacy.reports", Kept.WEEK, false, PrivacyReport.class);

    private final String title;
    private final Kept kept;
    private final boolean positioned;
    private final Class<? extends Event> carries;

    Topic(String title, Kept kept, boolean positioned, Class<? extends Event> carries) {
        this.title = title;
        this.kept = kept;
        this.positioned = positioned;
        this.carries = carries;
    }

    /// The name without an installation's prefix.
    public String title() {
        return title;
    }

    public Kept kept() {
        return kept;
    }

    /// Whether each record of a key carries a gapless position per source, header [Wire#SEQUENCE].
    public boolean positioned() {
        return positioned;
    }

    public Class<? extends Event> carries() {
        return carries;
    }

    /// The title of the topic that takes what could not be handled of this one.
    public String dead() {
        return title + ".dead";
    }

    public static Optional<Topic> titled(String title) {
        for (Topic topic : values()) {
            if (topic.title.equals(title)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }

    /// How long a broker keeps records.
    public enum Kept {
        HOUR(3_600_000L),
        WEEK(604_800_000L),
        MONTH(2_592_000_000L),
        COMPACTED(-1L);

        private final long millis;

        Kept(long millis) {
            this.millis = millis;
        }

        /// Retention in milliseconds; -1 for a compacted topic, which keeps the last record of each key.
        public long millis() {
            return millis;
        }
    }
}
