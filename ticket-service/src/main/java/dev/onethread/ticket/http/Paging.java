package dev.onethread.ticket.http;

/// How much one answer holds.
final class Paging {
    private static final int MOST = 200;

    private Paging() {}

    static int limit(int asked) {
        return Math.clamp(asked, 1, MOST);
    }
}
