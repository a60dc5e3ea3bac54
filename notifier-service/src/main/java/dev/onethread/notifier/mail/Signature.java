package dev.onethread.notifier.mail;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands below an agent's words, per mailbox or desk and language; `{agent}` and `{mailbox}` are names. Without a
/// template in the reply's language the other one serves.
record Signature(Optional<String> russian, Optional<String> english) {
    static final Signature NONE = new Signature(Optional.empty(), Optional.empty());

    /// The desk's before the mailbox's.
    Signature under(dev.onethread.contracts.@Nullable Signature desk) {
        return desk == null ? this : new Signature(Optional.ofNullable(desk.ru()), Optional.ofNullable(desk.en()));
    }

    /// Empty for none.
    String below(String text, String agent, String mailbox) {
        Optional<String> template = isRussian(text) ? russian.or(() -> english) : english.or(() -> russian);
        return template.map(words -> words.replace("\\n", "\n")
                        .replace("{agent}", agent)
                        .replace("{mailbox}", mailbox)
                        .strip())
                .orElse("");
    }

    /// Mostly Cyrillic letters.
    static boolean isRussian(String text) {
        long cyrillic = text.chars()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC)
                .count();
        long letters = text.chars().filter(Character::isLetter).count();
        return cyrillic * 2 > letters;
    }
}
