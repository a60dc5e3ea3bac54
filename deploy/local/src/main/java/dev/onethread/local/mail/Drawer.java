package dev.onethread.local.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.FolderListener;
import com.icegreen.greenmail.store.MailFolder;
import jakarta.mail.Flags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of one mailbox: `<uid>.eml` for a letter, `<uid>.gone` for one that was expunged, `validity` with its
/// UIDVALIDITY. UIDs and UIDVALIDITY stay what they were over any restart (RFC 9051, 2.3.1.1); flags do not.
final class Drawer {
    private static final String LETTER = ".eml";
    private static final String GONE = ".gone";

    final MailFolder folder;
    private final Path dir;

    Drawer(Path dir, MailFolder folder) {
        this.dir = dir;
        this.folder = folder;
        try {
            Files.createDirectories(dir);
            keepValidity();
            load();
        } catch (IOException e) {
            throw new UncheckedIOException("mailbox " + dir, e);
        }
        folder.addListener(new Expunged());
    }

    /// The addresses that have letters from earlier runs.
    static List<String> kept(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> dirs = Files.list(root)) {
            return dirs.filter(Files::isDirectory)
                    .map(path -> URLDecoder.decode(path.getFileName().toString(), StandardCharsets.UTF_8))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String fileName(String address) {
        return URLEncoder.encode(address, StandardCharsets.UTF_8);
    }

    synchronized Letter add(byte[] bytes, Instant at) {
        long uid = folder.getUIDNext();
        try {
            write(dir.resolve(uid + LETTER), bytes, at);
        } catch (IOException e) {
            throw new UncheckedIOException("the letter could not be kept", e);
        }
        Mailboxes.append(folder, bytes, at, new Flags(Flags.Flag.RECENT));
        return new Letter(uid, bytes, at);
    }

    private static void write(Path file, byte[] bytes, Instant at) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.write(draft, bytes);
        Files.setLastModifiedTime(draft, FileTime.from(at));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void keepValidity() throws IOException {
        Path file = dir.resolve("validity");
        if (Files.exists(file)) {
            setValidity(Long.parseLong(Files.readString(file).strip()));
        } else {
            Files.writeString(file, Long.toString(folder.getUidValidity()));
        }
    }

    /// GreenMail keeps its folders in memory and numbers each anew; it offers no way to say which number it had.
    private void setValidity(long validity) {
        try {
            Field field = folder.getClass().getDeclaredField("uidValidity");
            field.setAccessible(true);
            field.setLong(folder, validity);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of GreenMail keeps UIDVALIDITY elsewhere", e);
        }
    }

    /// Appends the letters in the order of their UIDs. Where one was expunged a blank takes its UID and goes again.
    private void load() throws IOException {
        TreeMap<Long, Path> files = files();
        long last = files.isEmpty() ? 0 : files.lastKey();
        for (long uid = folder.getUIDNext(); uid <= last; uid++) {
            append(files.get(uid));
        }
        try {
            folder.expunge();
        } catch (FolderException e) {
            throw new IOException(e);
        }
    }

    private void append(@Nullable Path file) throws IOException {
        if (file == null || file.toString().endsWith(GONE)) {
            byte[] blank = "Subject: gone\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            Mailboxes.append(folder, blank, Instant.EPOCH, new Flags(Flags.Flag.DELETED));
            return;
        }
        Instant at = Files.getLastModifiedTime(file).toInstant();
        Mailboxes.append(folder, Files.readAllBytes(file), at, new Flags());
    }

    private TreeMap<Long, Path> files() throws IOException {
        TreeMap<Long, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(dir)) {
            all.filter(path -> path.getFileName().toString().matches("\\d+\\.(eml|gone)"))
                    .forEach(path -> files.put(uid(path), path));
        }
        return files;
    }

    private static long uid(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    private synchronized void forgetExpunged() {
        Set<Long> present = Arrays.stream(folder.getMessageUids()).boxed().collect(Collectors.toSet());
        try {
            for (var file : files().entrySet()) {
                if (file.getValue().toString().endsWith(LETTER) && !present.contains(file.getKey())) {
                    Files.move(file.getValue(), dir.resolve(file.getKey() + GONE), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Expunged implements FolderListener {
        @Override
        public void expunged(int sequenceNumber) {
            Thread.startVirtualThread(Drawer.this::forgetExpunged); // this thread holds the folder's lock
        }

        @Override
        public void added(int sequenceNumber) {}

        @Override
        public void flagsUpdated(int sequenceNumber, Flags flags, @Nullable Long uid) {}

        @Override
        public void mailboxDeleted() {}
    }
}
