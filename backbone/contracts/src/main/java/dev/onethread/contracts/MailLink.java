package dev.onethread.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The end of the link in a mail of ours by which whoever has it may go on elsewhere: for which mail address it was
/// written, and until when it is good. Notifier writes it and ingest reads it, under the key of [MailToken]; a page
/// behind it gives a one-time link, so what lies in a mailbox is none itself. The same mail has the same link.
public record MailLink(Address recipient, Instant until) {
    private static final int END = 8;
    private static final int SEAL = 16;
    private static final int LONGEST = 1_000;

    public MailLink {
        Require.present(recipient, "recipient");
        Require.present(until, "until");
    }

    /// The last segment of the link's address.
    public String written(Channel to, UnaryOperator<byte[]> mac) {
        byte[] address = recipient.value().getBytes(StandardCharsets.UTF_8);
        byte[] said = ByteBuffer.allocate(END + address.length)
                .putLong(until.getEpochSecond())
                .put(address)
                .array();
        byte[] all = Arrays.copyOf(seal(to, said, mac), SEAL + said.length);
        System.arraycopy(said, 0, all, SEAL, said.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// Null for what we did not write for that channel, or what is over. Takes the same time for every seal.
    public static @Nullable MailLink read(String written, Channel to, Instant now, UnaryOperator<byte[]> mac) {
        byte[] all = written.length() > LONGEST ? new byte[0] : octets(written);
        if (all.length <= SEAL + END) {
            return null;
        }
        byte[] said = Arrays.copyOfRange(all, SEAL, all.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(all, SEAL), seal(to, said, mac))) {
            return null;
        }
        ByteBuffer reading = ByteBuffer.wrap(said);
        Instant until = Instant.ofEpochSecond(reading.getLong());
        String address = StandardCharsets.UTF_8.decode(reading).toString();
        return now.isAfter(until) ? null : new MailLink(Address.mail(address), until);
    }

    private static byte[] octets(String written) {
        try {
            return Base64.getUrlDecoder().decode(written);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] seal(Channel to, byte[] said, UnaryOperator<byte[]> mac) {
        byte[] purpose = ("continue at " + to.prefix() + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(purpose, purpose.length + said.length);
        System.arraycopy(said, 0, whole, purpose.length, said.length);
        return Arrays.copyOf(mac.apply(whole), SEAL);
    }
}
