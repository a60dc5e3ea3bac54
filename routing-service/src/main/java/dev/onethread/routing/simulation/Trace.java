package dev.onethread.routing.simulation;

import java.util.ArrayList;
import java.util.List;

/// Contacts that came, in the order they came.
public record Trace(List<Contact> contacts) {
    public Trace {
        contacts = List.copyOf(contacts);
    }

    /// `arrival` is the second since the start, `type` the name of a contact type, `patience` infinite for endless.
    public record Contact(double arrival, String type, int priority, double service, double patience) {
        public Contact {
            Checks.that(arrival >= 0 && Double.isFinite(arrival), "an arrival is 0 or later");
            Checks.that(priority >= 0 && priority <= 100, "a priority is 0 to 100");
            Checks.that(service >= 0 && Double.isFinite(service), "a service takes 0 seconds or more");
            Checks.that(patience >= 0, "patience is 0 or more");
        }
    }

    /// A trace file's lines: `arrival,type,priority,service,patience`, the last one empty for endless patience. A
    /// first line that begins with `arrival`, empty lines and lines that begin with `#` are skipped.
    /// @throws IllegalArgumentException naming the line that is wrong
    public static Trace read(List<String> lines) {
        List<Contact> contacts = new ArrayList<>();
        double before = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || (i == 0 && line.startsWith("arrival"))) {
                continue;
            }
            Contact contact = contact(line, i + 1);
            if (contact.arrival() < before) {
                throw new IllegalArgumentException("line " + (i + 1) + ": comes before the line above it");
            }
            before = contact.arrival();
            contacts.add(contact);
        }
        return new Trace(contacts);
    }

    private static Contact contact(String line, int number) {
        String[] fields = line.split(",", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("line " + number + ": has " + fields.length
                    + " fields, not arrival,type,priority,service,patience");
        }
        try {
            double patience = fields[4].isBlank() ? Double.POSITIVE_INFINITY : Double.parseDouble(fields[4].strip());
            return new Contact(
                    Double.parseDouble(fields[0].strip()),
                    fields[1].strip(),
                    Integer.parseInt(fields[2].strip()),
                    Double.parseDouble(fields[3].strip()),
                    patience);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
    }

    /// The lines of a trace file, with the first one that names the fields.
    public List<String> lines() {
        List<String> lines = new ArrayList<>(contacts.size() + 1);
        lines.add("arrival,type,priority,service,patience");
        for (Contact contact : contacts) {
            String patience = Double.isInfinite(contact.patience()) ? "" : seconds(contact.patience());
            lines.add(String.join(
                    ",",
                    seconds(contact.arrival()),
                    contact.type(),
                    Integer.toString(contact.priority()),
                    seconds(contact.service()),
                    patience));
        }
        return lines;
    }

    private static String seconds(double value) {
        return java.math.BigDecimal.valueOf(Math.round(value * 1000), 3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
