package dev.onethread.ingest.mail;

/// Text of `format=flowed` (RFC 3676): lines that end in a blank go on in the next.
final class Flowed {
    private Flowed() {}

    static String unfold(String text, boolean delSp) {
        StringBuilder out = new StringBuilder(text.length());
        int depth = -1;
        boolean open = false;
        for (String line : text.lines().toList()) {
            int quotes = 0;
            while (quotes < line.length() && line.charAt(quotes) == '>') {
                quotes++;
            }
            String rest = line.substring(quotes);
            String content = rest.startsWith(" ") ? rest.substring(1) : rest;
            boolean signature = content.equals("-- ");
            if (!open || quotes != depth || signature) {
                if (depth >= 0) {
                    out.append('\n');
                }
                out.repeat(">", quotes).append(quotes > 0 ? " " : "");
            }
            boolean flows = content.endsWith(" ") && !signature;
            out.append(flows && delSp ? content.substring(0, content.length() - 1) : content);
            open = flows;
            depth = quotes;
        }
        return out.append('\n').toString();
    }
}
