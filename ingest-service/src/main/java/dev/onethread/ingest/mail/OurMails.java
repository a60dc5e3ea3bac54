package dev.onethread.ingest.mail;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Letterhead;
import dev.onethread.contracts.MailToken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What is ours in a mail: our addresses, and our mails that it names. Notifier writes
/// `<reply.part.token@our-domain>` as Message-ID, and `mailbox+token@our-domain` as the address to answer to.
final class OurMails {
    private static final Pattern MESSAGE_ID = Pattern.compile(
            "<[0-9a-f-]{36}\\.\\d{1,4}(?:\\.([0-9a-v]{45}))?@([^<>@\\s]{1,255})>", Pattern.CASE_INSENSITIVE);

    private static final List<String> RECIPIENTS = List.of("delivered-to", "x-original-to", "envelope-to", "to", "cc");

    private final Set<String> addresses;
    private final @Nullable SecretKeySpec key;

    /// `addresses` are those of all our mailboxes, lower case. Without a key no token is valid.
    OurMails(Set<String> addresses, @Nullable String key) {
        this.addresses = Set.copyOf(addresses);
        this.key = key == null ? null : new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /// Whether mail to it comes to us, with or without something behind a plus sign.
    boolean isOurs(String address) {
        return addresses.contains(withoutPlus(address.toLowerCase(Locale.ROOT)));
    }

    /// An address as people may see it: ours without what stands behind the plus sign.
    String shown(String address) {
        return isOurs(address) ? withoutPlus(address) : address;
    }

    /// The first mail of ours that a mail answers or is about; null where it names none.
    @Nullable
    String about(ParsedMail mail) {
        List<String> ids = new ArrayList<>(mail.headers().ids("in-reply-to"));
        ids.addAll(List.copyOf(mail.references()).reversed());
        return ids.stream().filter(id -> ours(id) != null).findFirst().orElse(null);
    }

    /// What of ours the mail names: the address it was sent to is what the sender chose last, so it is asked first. A
    /// valid token wins over one that is not, and one that went to the sender over another.
    Letterhead.@Nullable Quoted quoted(ParsedMail mail, Address sender) {
        List<Letterhead.Quoted> found = new ArrayList<>();
        for (String token : tokensOfAddresses(mail)) {
            found.add(read(token, sender, Letterhead.Via.ADDRESS));
        }
        for (String id : mail.headers().ids("in-reply-to")) {
            add(found, id, sender);
        }
        List.copyOf(mail.references()).reversed().forEach(id -> add(found, id, sender));
        return found.stream()
                .filter(Letterhead.Quoted::participant)
                .findFirst()
                .or(() -> found.stream().filter(Letterhead.Quoted::valid).findFirst())
                .or(() -> found.stream().findFirst())
                .orElse(null);
    }

    private void add(List<Letterhead.Quoted> found, String id, Address sender) {
        Matcher ours = ours(id);
        if (ours != null && ours.group(1) != null) {
            found.add(read(ours.group(1), sender, Letterhead.Via.MESSAGE_ID));
        }
    }

    private Letterhead.Quoted read(String token, Address sender, Letterhead.Via via) {
        MailToken read = key == null ? null : MailToken.read(token, sender, mac(key));
        return read == null
                ? new Letterhead.Quoted(null, via, false)
                : new Letterhead.Quoted(read.conversation(), via, read.participant());
    }

    private List<String> tokensOfAddresses(ParsedMail mail) {
        List<String> tokens = new ArrayList<>();
        for (String field : RECIPIENTS) {
            for (Senders.Sender to : recipients(mail, field)) {
                String address = to.address().toLowerCase(Locale.ROOT);
                int plus = address.indexOf('+');
                int at = address.lastIndexOf('@');
                String token = plus > 0 && plus < at ? address.substring(plus + 1, at) : "";
                if (isOurs(address) && MailToken.FORM.matcher(token).matches() && !tokens.contains(token)) {
                    tokens.add(token);
                }
            }
        }
        return tokens;
    }

    static Collection<Senders.Sender> recipients(ParsedMail mail, String field) {
        return mail.headers().all(field).stream()
                .limit(5)
                .flatMap(octets -> Senders.of(octets).stream())
                .toList();
    }

    /// A Message-ID of the form that only notifier writes, at a domain of ours.
    private @Nullable Matcher ours(String id) {
        Matcher form = MESSAGE_ID.matcher(id);
        if (!form.matches()) {
            return null;
        }
        String domain = "@" + form.group(2).toLowerCase(Locale.ROOT);
        return addresses.stream().anyMatch(address -> address.endsWith(domain)) ? form : null;
    }

    private static String withoutPlus(String address) {
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
    }

    private static UnaryOperator<byte[]> mac(SecretKeySpec key) {
        return octets -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                return mac.doFinal(octets);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
            }
        };
    }
}
