package dev.onethread.ingest.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.IdentityProved;
import dev.onethread.contracts.MessageId;
import dev.onethread.contracts.Proof;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A contact that somebody shares: their own one shows their phone number, as Telegram vouches for it
/// (<https://core.telegram.org/bots/api#contact>). Anybody can send somebody else's.
final class OwnContact {
    private static final int SHORTEST = 7;
    private static final int LONGEST = 15;

    private OwnContact() {}

    /// Null for any other message, and for what was forwarded or said in a group.
    static @Nullable FromCustomer of(Taken taken) {
        JsonNode message = taken.content();
        JsonNode contact = message.path("contact");
        JsonNode user = contact.path("user_id");
        boolean own =
                user.isIntegralNumber() && user.equals(message.path("from").path("id"));
        String digits = contact.path("phone_number").asText("").replaceAll("[^0-9]", "");
        if (!own
                || message.has("forward_origin")
                || message.has("via_bot")
                || taken.address().ofGroup()
                || digits.length() < SHORTEST
                || digits.length() > LONGEST) {
            return null;
        }
        return new IdentityProved(
                new MessageId(taken.id().value() + ":contact"),
                taken.door(),
                taken.address(),
                taken.receivedAt(),
                Names.author(message),
                List.of(new Proof(Proof.Kind.PHONE, "+" + digits)));
    }
}
