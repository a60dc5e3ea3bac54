package dev.onethread.contracts;

/// A way customers reach us. Its lower-case name begins every address key.
public enum Channel {
    TELEGRAM("telegram"),
    MAIL("mail"),
    WEB("web");

    private final String prefix;

    Channel(String prefix) {
        this.prefix = prefix;
    }

    /// The part of an address key before its first colon.
    public String prefix() {
        return prefix;
    }
}
