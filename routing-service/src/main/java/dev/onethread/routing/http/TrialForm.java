package dev.onethread.routing.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Door;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.MessageId;
import dev.onethread.routing.core.Languages;
import dev.onethread.routing.core.Writer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A message to try rules on, and what is to be supposed of whoever wrote it. `language` stands in for what the text
/// would be taken for; `door` is one's key; `from` the sender of a mail; `at` now where it is not said; `rules` a set
/// that is not saved; `days` how far back to look for what the rules would have done.
record TrialForm(
        @NotNull @Size(max = Body.INLINE_LIMIT) @Nullable String text,
        @Nullable @Size(max = 1_000) String subject,
        @Nullable @Pattern(regexp = "(?i)telegram|mail|web") String channel,

        @Nullable @Pattern(regexp = "(telegram|mail|web):.{1,290}")
        String door,

        @Nullable @Size(max = 300) @Pattern(regexp = "[^@\\s]+@[^@\\s]+")
        String from,

        @Nullable @Pattern(regexp = "[A-Za-z]{2}") String language,
        @Nullable @Size(max = 20) List<Attachment.@NotNull Kind> attachments,
        @Nullable @Valid Customer customer,
        @Nullable Instant at,
        @Nullable JsonNode rules,
        @Nullable @Min(1) @Max(31) Integer days) {

    /// `silence` in seconds since they last wrote; null for somebody who writes for the first time.
    record Customer(
            @Nullable Boolean returning,
            @Nullable @Min(1) @Max(5) Integer rating,
            @Nullable @Size(max = 50) Map<String, @NotNull @Size(max = 200) String> attributes,
            @Nullable @Min(0) @Max(10L * 366 * 24 * 3600) Long silence) {}

    Instant moment(Instant now) {
        return at == null ? now : at;
    }

    Languages languages(Languages real) {
        String told = language;
        return told == null ? real : text -> told.toLowerCase(Locale.ROOT);
    }

    Writer writer(Instant moment) {
        if (customer == null) {
            return Writer.UNKNOWN;
        }
        Long silence = customer.silence();
        return new Writer(
                customer.returning() != null && customer.returning(),
                customer.rating(),
                customer.attributes() == null ? Map.of() : customer.attributes(),
                silence == null ? null : moment.minusSeconds(silence));
    }

    MessageReceived message(Instant moment) {
        Door at = where();
        List<Attachment> files = new ArrayList<>();
        for (Attachment.Kind kind : attachments == null ? List.<Attachment.Kind>of() : attachments) {
            files.add(new Attachment(kind, "trial", "application/octet-stream", null, "trial", null, null));
        }
        return new MessageReceived(
                new MessageId("trial"),
                at,
                who(at.channel()),
                moment,
                moment,
                Author.UNKNOWN,
                new Body(Objects.requireNonNull(text), subject, null, null, null, files),
                "trial",
                null,
                null,
                null);
    }

    private Address who(Channel on) {
        if (on == Channel.MAIL) {
            return Address.mail(from == null ? "trial@invalid" : from);
        }
        return new Address(on, "trial");
    }

    /// The door names its channel, too.
    private Door where() {
        String key = door;
        if (key != null) {
            int colon = key.indexOf(':');
            return new Door(
                    Channel.valueOf(key.substring(0, colon).toUpperCase(Locale.ROOT)), key.substring(colon + 1));
        }
        Channel on = channel == null ? Channel.WEB : Channel.valueOf(channel.toUpperCase(Locale.ROOT));
        return new Door(on, "trial");
    }
}
