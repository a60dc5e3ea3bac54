package dev.onethread.ingest.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Notifications that Amazon SES mails through SNS: JSON in the text, bare or in SNS's `Message`
/// (https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html).
final class CloudReports {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 200_000;

    private CloudReports() {}

    static List<Bounce> of(ParsedMail mail) {
        JsonNode said = json(mail.text());
        if (said == null) {
            return List.of();
        }
        String original =
                said.path("mail").path("commonHeaders").path("messageId").asText(null);
        return switch (kind(said)) {
            case "bounce" -> bounced(said.path("bounce"), original);
            case "delivery" -> delivered(said.path("delivery"), original);
            default -> List.of();
        };
    }

    /// Whether it tells of a recipient's complaint.
    static boolean isComplaint(ParsedMail mail) {
        JsonNode said = json(mail.text());
        return said != null && kind(said).equals("complaint");
    }

    private static String kind(JsonNode said) {
        return said.path("notificationType")
                .asText(said.path("eventType").asText(""))
                .toLowerCase(Locale.ROOT);
    }

    private static List<Bounce> bounced(JsonNode bounce, @Nullable String original) {
        List<Bounce> found = new ArrayList<>();
        boolean passing = bounce.path("bounceType").asText().equals("Transient");
        for (JsonNode one : bounce.path("bouncedRecipients")) {
            String address = one.path("emailAddress").asText("").toLowerCase(Locale.ROOT);
            if (!address.isEmpty()) {
                String diagnostic = one.path("diagnosticCode").asText(null);
                String status = DeliveryReports.first(
                        DeliveryReports.STATUS, one.path("status").asText(diagnostic));
                String words = diagnostic == null ? bounce.path("bounceSubType").asText() : diagnostic;
                found.add(new Bounce(
                        address,
                        passing ? "delayed" : "failed",
                        status,
                        diagnostic == null ? null : DeliveryReports.cut(diagnostic),
                        original,
                        BounceReasons.of(words, status)));
            }
        }
        return found;
    }

    private static List<Bounce> delivered(JsonNode delivery, @Nullable String original) {
        List<Bounce> found = new ArrayList<>();
        String response = delivery.path("smtpResponse").asText(null);
        for (JsonNode one : delivery.path("recipients")) {
            found.add(new Bounce(
                    one.asText().toLowerCase(Locale.ROOT),
                    "delivered",
                    DeliveryReports.first(DeliveryReports.STATUS, response),
                    response,
                    original,
                    BounceReason.UNKNOWN));
        }
        return found;
    }

    private static @Nullable JsonNode json(String text) {
        int open = text.indexOf('{');
        boolean telling = text.contains("notificationType") || text.contains("eventType");
        if (open < 0 || open > 2_000 || text.length() > LONGEST || !telling) {
            return null;
        }
        try {
            // Transports break the one long line; a line end inside a string would be no JSON.
            JsonNode tree = JSON.readTree(text.substring(open).replaceAll("[\\r\\n]+", ""));
            return tree.has("Message") ? JSON.readTree(tree.path("Message").asText()) : tree;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
