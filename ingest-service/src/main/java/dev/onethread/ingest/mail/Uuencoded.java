package dev.onethread.ingest.mail;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files that stand in a text as uuencode, the way of before MIME (POSIX uuencode).
final class Uuencoded {
    private static final Pattern BEGIN = Pattern.compile("begin(?:-base64)? [0-7]{3,4} (\\S[^\\r\\n]*)");

    private Uuencoded() {}

    /// A text, and what had stood in it.
    record Found(String text, List<File> files) {}

    record File(String name, byte[] bytes) {}

    /// Takes complete files (with their `end`) out of a text.
    static Found extract(String text) {
        if (!text.contains("begin ")) {
            return new Found(text, List.of());
        }
        List<File> files = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        List<String> lines = text.lines().toList();
        int at = 0;
        while (at < lines.size()) {
            Matcher begin = BEGIN.matcher(lines.get(at));
            int end = begin.matches() ? endOf(lines, at) : -1;
            if (end < 0) {
                rest.append(lines.get(at++)).append('\n');
            } else {
                files.add(new File(begin.group(1).strip(), decode(lines.subList(at + 1, end))));
                at = end + 1;
            }
        }
        return files.isEmpty() ? new Found(text, files) : new Found(rest.toString(), files);
    }

    /// The bytes of a whole part that is said to be uuencoded, with or without its frame.
    static byte[] lines(byte[] bytes) {
        List<String> lines = Charsets.octets(bytes).lines().toList();
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (BEGIN.matcher(lines.get(i)).matches()) {
                from = i + 1;
                break;
            }
        }
        int to = from;
        while (to < lines.size() && !lines.get(to).strip().equals("end")) {
            to++;
        }
        return decode(lines.subList(from, to));
    }

    private static int endOf(List<String> lines, int begin) {
        for (int i = begin + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().equals("end")) {
                return i;
            }
            if (!line.isBlank() && !plausible(line)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean plausible(String line) {
        int length = line.charAt(0) - ' ' & 0x3F;
        int characters = (length + 2) / 3 * 4;
        // Transports eat trailing blanks, some programs add a check character.
        return line.charAt(0) <= '`' && line.length() <= characters + 3;
    }

    private static byte[] decode(List<String> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : lines) {
            if (line.isEmpty()) {
                continue;
            }
            int length = line.charAt(0) - ' ' & 0x3F;
            for (int at = 1; length > 0; at += 4) {
                int bits =
                        bits(line, at) << 18 | bits(line, at + 1) << 12 | bits(line, at + 2) << 6 | bits(line, at + 3);
                for (int shift = 16; shift >= 0 && length > 0; shift -= 8, length--) {
                    out.write(bits >> shift);
                }
            }
        }
        return out.toByteArray();
    }

    private static int bits(String line, int at) {
        return at < line.length() ? line.charAt(at) - ' ' & 0x3F : 0;
    }
}
