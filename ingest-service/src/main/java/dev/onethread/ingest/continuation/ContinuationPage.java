package dev.onethread.ingest.continuation;

import dev.onethread.contracts.Channel;
import org.jspecify.annotations.Nullable;

/// What the page behind a link in a mail says, in the reader's language.
enum ContinuationPage {
    RU(
            "ru",
            "Продолжить разговор",
            "Разговор продолжится в Telegram, ответы придут туда. Ссылка действует для того, кто откроет её первым.",
            "Разговор продолжится на сайте, ответы придут туда. Ссылка действует для того, кто откроет её первым.",
            "Открыть Telegram",
            "Открыть сайт",
            "Ссылка больше не действует. Ответьте на письмо: разговор продолжится там.",
            "Сейчас не получилось. Обновите страницу через минуту."),
    EN(
            "en",
            "Continue the conversation",
            "The conversation goes on in Telegram, and answers come there. The link works for whoever opens it first.",
            "The conversation goes on on our page, and answers come there. The link works for whoever opens it first.",
            "Open Telegram",
            "Open the page",
            "The link does not work any more. Answer the mail: the conversation goes on there.",
            "That did not work just now. Reload the page in a minute.");

    private final String language;
    private final String title;
    private final String inTelegram;
    private final String onWeb;
    private final String toTelegram;
    private final String toWeb;
    private final String over;
    private final String later;

    ContinuationPage(
            String language,
            String title,
            String inTelegram,
            String onWeb,
            String toTelegram,
            String toWeb,
            String over,
            String later) {
        this.language = language;
        this.title = title;
        this.inTelegram = inTelegram;
        this.onWeb = onWeb;
        this.toTelegram = toTelegram;
        this.toWeb = toWeb;
        this.over = over;
        this.later = later;
    }

    /// Russian where the browser asks for it first of the two.
    static ContinuationPage in(@Nullable String acceptLanguage) {
        return ConfirmationPage.in(acceptLanguage) == ConfirmationPage.RU ? RU : EN;
    }

    String ask(Channel to) {
        boolean telegram = to == Channel.TELEGRAM;
        return page("<p>" + (telegram ? inTelegram : onWeb) + "</p><form method=post><button>"
                + (telegram ? toTelegram : toWeb) + "</button></form>");
    }

    String over() {
        return page("<p>" + over + "</p>");
    }

    String later() {
        return page("<p>" + later + "</p>");
    }

    private String page(String body) {
        return ConfirmationPage.page(language, title, body);
    }
}
