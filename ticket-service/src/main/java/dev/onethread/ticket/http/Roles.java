package dev.onethread.ticket.http;

/// The roles claim's values.
final class Roles {
    static final String AGENT = "agent";
    static final String SUPERVISOR = "supervisor";
    static final String ADMIN = "admin";

    private Roles() {}
}
