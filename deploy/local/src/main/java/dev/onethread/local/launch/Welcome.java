package dev.onethread.local.launch;

import java.util.Locale;

/// What a person needs to know once everything runs.
final class Welcome {
    private Welcome() {}

    static void print(Plan plan, Doors doors, double seconds) {
        String url = plan.url();
        Say.line("");
        Say.line("Inbox           " + url + "/");
        for (DemoUser user : DemoUser.ALL) {
            Say.line(String.format("                %-8s %-18s %s", user.id(), user.password(), roles(user)));
        }
        Say.line("Shop with chat  " + url + "/chat/demo/");
        Say.line(
                doors.realTelegram()
                        ? "Telegram        your bot at " + doors.telegramUrl()
                        : "Telegram        " + url + "/play/telegram   (play a customer)");
        Say.line(
                doors.realMail()
                        ? "Mail            " + String.join(", ", doors.addresses())
                        : "Mail            " + url + "/play/mail   (write to " + String.join(" or ", doors.addresses())
                                + ")");
        Say.line("Logs, data      " + plan.data());
        Say.line("");
        Say.line(String.format(Locale.ROOT, "Ready: %s   (%.1f s; Ctrl-C stops)", url, seconds));
    }

    private static String roles(DemoUser user) {
        return String.join(", ", user.roles());
    }
}
