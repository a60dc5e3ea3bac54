package dev.onethread.local.launch;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bots and mailboxes of a run: real ones where they are configured, the stand-ins' otherwise.
record Doors(String telegramUrl, List<String> tokens, List<Mailbox> mailboxes, boolean realTelegram, boolean realMail) {
    /// Has the form of a real token, and opens nothing but the stand-in.
    private static final String STAND_IN_TOKEN = "100200300:AAlocal-stand-in-token-of-this-machine";

    private static final String MAIL_SECRET = "secret";

    record Mailbox(
            String address,
            String imap,
            @Nullable String smtp,
            @Nullable String name) {}

    static Doors of(Setup setup, Plan plan) {
        List<String> tokens = setup.numbered("TELEGRAM_BOT_TOKEN");
        String url = setup.value("TELEGRAM_API_URL", tokens.isEmpty() ? local(plan) : "https://api.telegram.org");
        List<Mailbox> mailboxes = mailboxes(setup);
        return new Doors(
                url,
                tokens.isEmpty() ? List.of(STAND_IN_TOKEN) : tokens,
                mailboxes.isEmpty() ? standInMailboxes(setup, plan) : mailboxes,
                !tokens.isEmpty(),
                !mailboxes.isEmpty());
    }

    /// The services' configuration for these doors.
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("onethread.telegram.api-url", telegramUrl);
        for (int i = 0; i < tokens.size(); i++) {
            properties.put("onethread.telegram.bots.\"bot-" + (i + 1) + "\".token", tokens.get(i));
        }
        for (int i = 0; i < mailboxes.size(); i++) {
            String key = "onethread.mail.mailboxes.\"mailbox-" + (i + 1) + "\".";
            Mailbox mailbox = mailboxes.get(i);
            properties.put(key + "imap-url", mailbox.imap());
            properties.put(key + "address", mailbox.address());
            if (mailbox.smtp() != null) {
                properties.put(key + "smtp-url", mailbox.smtp());
            }
            if (mailbox.name() != null) {
                properties.put(key + "name", mailbox.name());
            }
        }
        return properties;
    }

    List<String> addresses() {
        return mailboxes.stream().map(Mailbox::address).toList();
    }

    private static List<Mailbox> mailboxes(Setup setup) {
        List<String> imap = setup.numbered("MAIL_IMAP_URL");
        List<String> smtp = setup.numbered("MAIL_SMTP_URL");
        List<Mailbox> mailboxes = new ArrayList<>();
        for (int i = 0; i < imap.size(); i++) {
            String suffix = i == 0 ? "" : "_" + (i + 1);
            String address = setup.value("MAIL_ADDRESS" + suffix, user(imap.get(i)));
            mailboxes.add(new Mailbox(
                    address, imap.get(i), i < smtp.size() ? smtp.get(i) : null, setup.value("MAIL_NAME" + suffix)));
        }
        return mailboxes;
    }

    private static List<Mailbox> standInMailboxes(Setup setup, Plan plan) {
        // Something that breaks may lie between the services and the mail server.
        int imap = setup.number("ONETHREAD_IMAP_VIA", plan.imap());
        return List.of(
                standIn(plan, imap, "support@shop.test", "Shop support"),
                standIn(plan, imap, "billing@shop.test", "Shop billing"));
    }

    private static Mailbox standIn(Plan plan, int imap, String address, String name) {
        String user = address.replace("@", "%40") + ":" + MAIL_SECRET + "@127.0.0.1:";
        return new Mailbox(address, "imap://" + user + imap + "/INBOX", "smtp://" + user + plan.smtp(), name);
    }

    private static String local(Plan plan) {
        return "http://127.0.0.1:" + plan.standIns();
    }

    private static String user(String url) {
        String info = URI.create(url).getRawUserInfo();
        if (info == null) {
            throw new Setup.Refusal("MAIL_IMAP_URL must name its user: imaps://user:secret@host:993/INBOX");
        }
        int colon = info.indexOf(':');
        return URLDecoder.decode(colon < 0 ? info : info.substring(0, colon), StandardCharsets.UTF_8);
    }
}
