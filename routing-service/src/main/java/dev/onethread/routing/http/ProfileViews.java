package dev.onethread.routing.http;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.Channel;
import dev.onethread.contracts.Proof;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.core.LinkTemplate;
import dev.onethread.routing.postgres.CustomerFacts;
import dev.onethread.routing.postgres.CustomerLinks;
import dev.onethread.routing.postgres.Profiles;
import dev.onethread.routing.postgres.Profiles.Attribute;
import dev.onethread.routing.postgres.Profiles.Known;
import dev.onethread.routing.postgres.Profiles.Note;
import dev.onethread.routing.postgres.Profiles.Root;
import dev.onethread.routing.postgres.Profiles.Shown;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A customer's profile as one reads it.
@ApplicationScoped
class ProfileViews {
    private final Profiles profiles;
    private final CustomerFacts facts;
    private final CustomerLinks links;

    ProfileViews(Profiles profiles, CustomerFacts facts, CustomerLinks links) {
        this.profiles = profiles;
        this.facts = facts;
        this.links = links;
    }

    /// `called`, `speaks` are what we say, `told`, `tells` what channels do; `name` and `language` what is shown.
    record ProfileView(
            UUID customer,
            UUID conversation,
            Instant since,
            @Nullable String name,
            @Nullable String called,
            @Nullable String told,
            @Nullable String language,
            @Nullable String speaks,
            @Nullable String tells,
            @Nullable String timeZone,
            @Nullable Integer rating,
            List<AddressView> addresses,
            List<String> phones,
            List<ExternalId> externalIds,
            List<Attribute> attributes,
            List<Note> notes,
            List<LinkView> links) {}

    /// `state`: `blocked` (by us), `bouncing` (mail), `unreachable`, `verified` or `open`.
    record AddressView(
            String address,
            String channel,
            String label,
            @Nullable String door,
            String state,
            boolean verified,
            boolean reachable,
            @Nullable String reason,
            @Nullable String blockedBy,
            @Nullable Instant blockedAt) {}

    /// Who it is at a page that signs in its visitors.
    record ExternalId(String realm, String id) {}

    /// `url` is null where something it needs is not known, which `missing` names.
    record LinkView(String id, String name, @Nullable String url, List<String> missing) {}

    ProfileView of(Tx tx, Root root) {
        Shown shown = profiles.shown(tx, root.customer());
        List<Known> addresses = profiles.addresses(tx, root.customer());
        List<Attribute> attributes = profiles.attributes(tx, root.customer());
        List<ExternalId> externalIds = proved(addresses, Proof.Kind.SIGNED_IN)
                .map(ProfileViews::externalId)
                .toList();
        List<String> phones = proved(addresses, Proof.Kind.PHONE).toList();
        return new ProfileView(
                root.customer().value(),
                root.conversation().value(),
                shown.since(),
                shown.name(),
                shown.called(),
                shown.told(),
                shown.language(),
                shown.speaks(),
                shown.tells(),
                shown.timeZone(),
                facts.rated(tx, root.customer())
                        .map(CustomerFacts.Rated::rating)
                        .orElse(null),
                addresses.stream().map(ProfileViews::view).toList(),
                phones,
                externalIds,
                attributes,
                profiles.notes(tx, root.customer()),
                links(tx, shown, addresses, attributes));
    }

    private List<LinkView> links(Tx tx, Shown shown, List<Known> addresses, List<Attribute> attributes) {
        Map<String, String> known = new HashMap<>();
        known.put("customer", shown.customer().toString());
        put(known, "name", shown.name());
        put(known, "language", shown.language());
        proved(addresses, Proof.Kind.SIGNED_IN)
                .findFirst()
                .ifPresent(id -> known.put("external-id", externalId(id).id()));
        proved(addresses, Proof.Kind.PHONE).findFirst().ifPresent(phone -> known.put("phone", phone));
        Stream.concat(
                        proved(addresses, Proof.Kind.MAIL),
                        addresses.stream()
                                .map(Known::address)
                                .filter(address -> address.channel() == Channel.MAIL)
                                .map(Address::value))
                .findFirst()
                .ifPresent(mail -> known.put("mail", mail));
        Map<String, String> told = new LinkedHashMap<>();
        attributes.forEach(attribute -> told.put(attribute.name(), attribute.value()));
        List<LinkView> views = new ArrayList<>();
        for (CustomerLinks.Link link : links.all(tx)) {
            LinkTemplate.Filled filled = link.template().fill(known, told);
            views.add(new LinkView(link.id(), link.name(), filled.url().orElse(null), filled.missing()));
        }
        return views;
    }

    private static void put(Map<String, String> known, String name, @Nullable String value) {
        if (value != null) {
            known.put(name, value);
        }
    }

    /// Each once.
    private static Stream<String> proved(List<Known> addresses, Proof.Kind kind) {
        return addresses.stream()
                .flatMap(known -> known.proved().stream())
                .filter(proof -> proof.kind() == kind)
                .map(Proof::value)
                .distinct();
    }

    /// The issuer, a blank, the id there.
    private static ExternalId externalId(String proof) {
        String[] parts = proof.split(" ", 2);
        return new ExternalId(parts[0], parts.length < 2 ? "" : parts[1]);
    }

    private static AddressView view(Known known) {
        boolean verified = verified(known);
        return new AddressView(
                known.address().key(),
                known.address().channel().prefix(),
                known.address().value(),
                known.door(),
                state(known, verified),
                verified,
                known.reachable(),
                known.reason(),
                known.blockedBy(),
                known.blockedAt());
    }

    private static String state(Known known, boolean verified) {
        if (known.blockedBy() != null) {
            return "blocked";
        }
        if (!known.reachable()) {
            return known.address().channel() == Channel.MAIL ? "bouncing" : "unreachable";
        }
        return verified ? "verified" : "open";
    }

    /// Telegram vouches for its accounts; a mail address is proved by itself, a visitor by their page.
    private static boolean verified(Known known) {
        return known.proved().stream().anyMatch(proof -> switch (known.address().channel()) {
            case MAIL ->
                proof.kind() == Proof.Kind.MAIL
                        && proof.value().equals(known.address().value());
            case TELEGRAM -> proof.kind() == Proof.Kind.TELEGRAM;
            case WEB -> proof.kind() == Proof.Kind.SIGNED_IN;
        });
    }
}
