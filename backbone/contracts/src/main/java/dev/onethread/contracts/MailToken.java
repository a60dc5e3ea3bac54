package dev.onethread.contracts;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The token in the reply address and in the Message-ID of a mail of ours: which conversation the mail belongs to,
/// and to which address it went. 45 letters and digits without case, since servers fold it: the conversation (16
/// octets), a mark of the address (5), a seal over both (7). `mac` is HMAC-SHA-256 under the key that notifier and
/// ingest share; whoever does not know it cannot make a token for another conversation, nor tell from one whom it
/// went to.
public record MailToken(ConversationId conversation, boolean participant) {
    /// What a token looks like.
    public static final Pattern FORM = Pattern.compile("[0-9a-v]{45}", Pattern.CASE_INSENSITIVE);

    private static final int CONVERSATION = 16;
    private static final int MARK = 5;
    private static final int SEAL = 7;
    private static final int LENGTH = 45;
    private static final int RADIX = 32;

    public MailToken {
        Require.present(conversation, "conversation");
    }

    /// The token of a mail of `conversation` to `recipient`; always the same for the same.
    public static String of(ConversationId conversation, Address recipient, UnaryOperator<byte[]> mac) {
        byte[] named = named(conversation, mark(recipient, mac));
        byte[] all = Arrays.copyOf(named, named.length + SEAL);
        System.arraycopy(seal(named, mac), 0, all, named.length, SEAL);
        String digits = new BigInteger(1, all).toString(RADIX);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }

    /// What `token` says to a mail that claims to come from `sender`; null where we did not make it. Takes the same
    /// time
    /// for every seal.
    public static @Nullable MailToken read(String token, Address sender, UnaryOperator<byte[]> mac) {
        byte[] all = new byte[CONVERSATION + MARK + SEAL];
        if (!FORM.matcher(token).matches() || !fill(all, new BigInteger(token.toLowerCase(Locale.ROOT), RADIX))) {
            return null;
        }
        byte[] named = Arrays.copyOf(all, CONVERSATION + MARK);
        byte[] sealed = Arrays.copyOfRange(all, CONVERSATION + MARK, all.length);
        if (!MessageDigest.isEqual(sealed, seal(named, mac))) {
            return null;
        }
        ByteBuffer id = ByteBuffer.wrap(named, 0, CONVERSATION);
        byte[] mark = Arrays.copyOfRange(named, CONVERSATION, named.length);
        return new MailToken(
                new ConversationId(new UUID(id.getLong(), id.getLong())),
                MessageDigest.isEqual(mark, mark(sender, mac)));
    }

    private static boolean fill(byte[] all, BigInteger number) {
        byte[] octets = number.toByteArray();
        int skip = Math.max(0, octets.length - all.length);
        for (int i = 0; i < skip; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        System.arraycopy(octets, skip, all, all.length - (octets.length - skip), octets.length - skip);
        return true;
    }

    private static byte[] named(ConversationId conversation, byte[] mark) {
        UUID id = conversation.value();
        return ByteBuffer.allocate(CONVERSATION + MARK)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(mark)
                .array();
    }

    private static byte[] mark(Address address, UnaryOperator<byte[]> mac) {
        return Arrays.copyOf(mac.apply(("to " + address.key()).getBytes(StandardCharsets.UTF_8)), MARK);
    }

    private static byte[] seal(byte[] named, UnaryOperator<byte[]> mac) {
        return Arrays.copyOf(mac.apply(named), SEAL);
    }
}
