package dev.onethread.ingest.continuation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the page behind a confirmation link says, in the reader's language.
enum ConfirmationPage {
    RU(
            "ru",
            "Подтвердите адрес",
            "Мы будем отвечать вам на этот адрес, и разговор останется один.",
            "Это мой адрес",
            "Готово. Теперь можно писать нам письмом: разговор продолжится.",
            "Ссылка больше не действует. Попросите новую там, где вы нам писали.",
            "Сейчас не получилось. Обновите страницу через минуту."),
    EN(
            "en",
            "Confirm your address",
            "We will answer you at this address, and it stays one conversation.",
            "This is my address",
            "Done. You can write to us by mail now: the conversation goes on.",
            "The link does not work any more. Ask for a new one where you wrote to us.",
            "That did not work just now. Reload the page in a minute.");

    private final String language;
    private final String title;
    private final String question;
    private final String yes;
    private final String done;
    private final String over;
    private final String later;

    ConfirmationPage(
            String language, String title, String question, String yes, String done, String over, String later) {
        this.language = language;
        this.title = title;
        this.question = question;
        this.yes = yes;
        this.done = done;
        this.over = over;
        this.later = later;
    }

    /// Russian where the browser asks for it first of the two.
    static ConfirmationPage in(@Nullable String acceptLanguage) {
        String wanted = acceptLanguage == null ? "" : acceptLanguage.toLowerCase(Locale.ROOT);
        int russian = wanted.indexOf("ru");
        int english = wanted.indexOf("en");
        return russian >= 0 && (english < 0 || russian < english) ? RU : EN;
    }

    String ask() {
        return page("<p>" + question + "</p><form method=post><button>" + yes + "</button></form>");
    }

    String done() {
        return page("<p>" + done + "</p>");
    }

    String over() {
        return page("<p>" + over + "</p>");
    }

    String later() {
        return page("<p>" + later + "</p>");
    }

    private String page(String body) {
        return page(language, title, body);
    }

    static String page(String language, String title, String body) {
        return """
                <!doctype html><html lang=%s><meta charset=utf-8><meta name=viewport content="width=device-width">
                <title>%s</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;                padding:0 1rem}button{font:inherit;padding:.6rem 1rem}</style><h1>%s</h1>%s
                """.formatted(language, title, title, body);
    }
}
