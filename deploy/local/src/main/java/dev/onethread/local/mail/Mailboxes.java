package dev.onethread.local.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Every address has a mailbox, made when it is first needed. A letter is on disk before it can be seen over IMAP.
final class Mailboxes {
    private static final Session NO_SESSION = Session.getInstance(new Properties());

    private final UserManager users;
    private final Path dir;
    private final String password;
    private final Map<String, Drawer> drawers = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, Letter>> watchers = new CopyOnWriteArrayList<>();

    Mailboxes(UserManager users, Path dir, String password) {
        this.users = users;
        this.dir = dir;
        this.password = password;
    }

    void watch(BiConsumer<String, Letter> watcher) {
        watchers.add(watcher);
    }

    /// Opens the mailbox with the letters kept from earlier runs.
    void open(String address) {
        drawer(address);
    }

    void openKept() {
        Drawer.kept(dir).forEach(this::open);
    }

    boolean allows(String user, String secret) {
        GreenMailUser found = users.getUser(user);
        return found != null && secret.equals(found.getPassword());
    }

    long deliver(String address, byte[] bytes) {
        Drawer drawer = drawer(address);
        Letter letter = drawer.add(Lines.withCrLf(bytes), Instant.now());
        watchers.forEach(watcher -> watcher.accept(normal(address), letter));
        return letter.uid();
    }

    List<Letter> letters(String address) {
        List<Letter> letters = new ArrayList<>();
        for (StoredMessage message : drawer(address).folder.getMessages()) {
            letters.add(new Letter(
                    message.getUid(),
                    bytes(message.getMimeMessage()),
                    message.getReceivedDate().toInstant()));
        }
        return letters;
    }

    static String normal(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    static void append(MailFolder folder, byte[] bytes, Instant at, Flags flags) {
        folder.appendMessage(parse(bytes), flags, Date.from(at));
    }

    private Drawer drawer(String address) {
        return drawers.computeIfAbsent(
                normal(address), name -> new Drawer(dir.resolve(Drawer.fileName(name)), inbox(name)));
    }

    private MailFolder inbox(String address) {
        try {
            @Nullable GreenMailUser known = users.getUserByEmail(address);
            GreenMailUser user = known == null ? users.createUser(address, address, password) : known;
            return users.getImapHostManager().getFolder(user, "INBOX", true);
        } catch (UserException | FolderException e) {
            throw new IllegalStateException("no mailbox could be made", e);
        }
    }

    private static MimeMessage parse(byte[] bytes) {
        try {
            return new Described(NO_SESSION, new ByteArrayInputStream(bytes));
        } catch (MessagingException e) {
            throw new IllegalArgumentException("not even the headers can be read", e);
        }
    }

    private static byte[] bytes(MimeMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            message.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
