package dev.onethread.routing.identity;

import dev.onethread.contracts.Address;
import dev.onethread.contracts.ConversationId;
import dev.onethread.contracts.CustomerEvent.Evidence;
import dev.onethread.contracts.CustomerId;
import dev.onethread.contracts.Grounds;
import dev.onethread.contracts.MergeId;
import dev.onethread.contracts.Proof;
import dev.onethread.delivery.Tx;
import dev.onethread.routing.postgres.Proofs;
import dev.onethread.routing.postgres.Proofs.Equal;
import dev.onethread.routing.postgres.Proofs.Proved;
import dev.onethread.routing.postgres.Strands;
import dev.onethread.routing.postgres.Strands.Strand;
import dev.onethread.routing.postgres.Suspicions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who is one with whom, by what is verified; and who may be, by what is only said.
@ApplicationScoped
public class Likeness {
    private static final int CERTAIN = 100;
    private static final int VERIFIED = 95;
    private static final int BY_PHONE = 90;
    private static final int WRITTEN = 40;
    private static final int CONTRADICTED = 60;
    private static final int NAMESAKE = 20;
    private static final int MOST_HINTS = 10;
    private static final int READ = 4_000;

    private static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,4}");
    private static final Pattern PHONE = Pattern.compile("\\+[0-9][0-9 ()-]{7,20}[0-9]");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]+:([0-9]+)");

    private final Proofs proofs;
    private final Strands strands;
    private final Suspicions suspicions;
    private final Merging merging;

    Likeness(Proofs proofs, Strands strands, Suspicions suspicions, Merging merging) {
        this.proofs = proofs;
        this.strands = strands;
        this.suspicions = suspicions;
        this.merging = merging;
    }

    /// What an address says of whoever has it: a private chat's number is its account's, whichever bot it
    /// writes to.
    public static @Nullable Proof account(Address address) {
        Matcher account = ACCOUNT.matcher(address.value());
        boolean telegram = address.channel() == dev.onethread.contracts.Channel.TELEGRAM;
        return telegram && account.matches() ? new Proof(Proof.Kind.TELEGRAM, account.group(1)) : null;
    }

    /// Keeps what is proved, and tells whose conversations are one by it. Before any conversation is locked.
    public List<Equal> note(Tx tx, Collection<Proved> proved) {
        if (proved.isEmpty()) {
            return List.of();
        }
        proofs.note(tx, proved);
        return proofs.equal(tx, proved);
    }

    /// Joins those whose equal proofs were found, whose conversations are locked by now. The oldest goes on
    /// for all. What contradicts itself or was taken apart by a person is not joined but told to an agent.
    /// @param writers the conversation of each address of which something is proved
    public void join(Tx tx, List<Equal> equal, Map<Address, ConversationId> writers, Instant now) {
        Map<Proved, Set<ConversationId>> groups = new LinkedHashMap<>();
        for (Equal each : equal) {
            Set<ConversationId> group = groups.computeIfAbsent(each.proved(), p -> new LinkedHashSet<>());
            ConversationId own = writers.get(each.proved().address());
            if (own != null) {
                group.add(own);
            }
            group.add(each.conversation());
        }
        groups.forEach((proved, group) -> join(tx, proved.proof(), group, now));
    }

    private void join(Tx tx, Proof proof, Set<ConversationId> group, Instant now) {
        List<Strand> roots = group.stream()
                .map(id -> strands.root(tx, id).orElseThrow())
                .distinct()
                .map(id -> Objects.requireNonNull(strands.tree(tx, id).get(id)))
                .sorted(Comparator.comparing(Strand::startedAt)
                        .thenComparing(strand -> strand.id().value()))
                .toList();
        for (Strand other : roots.subList(roots.isEmpty() ? 0 : 1, roots.size())) {
            Strand survivor = roots.getFirst();
            List<CustomerId> ones = customers(tx, survivor);
            List<CustomerId> others = customers(tx, other);
            if (suspicions.group(tx, ones, others) || suspicions.apart(tx, ones, others)) {
                continue;
            }
            if (suspicions.conflicting(tx, ones, others)) {
                suspicions.suggest(tx, survivor.customer(), other.customer(), "CONFLICT", proof.value(), CONTRADICTED);
            } else {
                merging.merge(tx, new MergeId(UUID.randomUUID()), survivor.id(), other.id(), grounds(proof), now);
            }
        }
    }

    private List<CustomerId> customers(Tx tx, Strand root) {
        return strands.tree(tx, root.id()).values().stream()
                .map(Strand::customer)
                .toList();
    }

    private static Grounds grounds(Proof proof) {
        return switch (proof.kind()) {
            case MAIL -> new Grounds(Evidence.VERIFIED_MAIL, proof.value(), VERIFIED, null);
            case PHONE -> new Grounds(Evidence.VERIFIED_PHONE, proof.value(), BY_PHONE, null);
            case TELEGRAM -> new Grounds(Evidence.TELEGRAM_ACCOUNT, proof.value(), CERTAIN, null);
            case SIGNED_IN -> new Grounds(Evidence.SIGNED_IN, proof.value(), CERTAIN, null);
            case CONTINUATION -> new Grounds(Evidence.CONTINUATION, proof.value(), VERIFIED, null);
        };
    }

    /// What somebody wrote that is known of others: a mail address, a phone number. Only told to agents.
    public void hear(Tx tx, CustomerId writer, Address address, String text) {
        Set<Proof> hints = new LinkedHashSet<>();
        String read = text.length() > READ ? text.substring(0, READ) : text;
        if (read.indexOf('@') >= 0) {
            Matcher mail = MAIL.matcher(read);
            while (mail.find() && hints.size() < MOST_HINTS) {
                hints.add(new Proof(Proof.Kind.MAIL, Address.mail(mail.group()).value()));
            }
        }
        if (read.indexOf('+') >= 0) {
            Matcher phone = PHONE.matcher(read);
            while (phone.find() && hints.size() < MOST_HINTS) {
                hints.add(new Proof(Proof.Kind.PHONE, "+" + phone.group().replaceAll("[^0-9]", "")));
            }
        }
        if (hints.isEmpty() || address.ofGroup()) {
            return;
        }
        for (Proofs.Hinted hinted : proofs.hinted(tx, writer, hints)) {
            String reason = hinted.kind() == Proof.Kind.MAIL ? "MAIL_IN_TEXT" : "PHONE_IN_TEXT";
            suspicions.suggest(tx, writer, hinted.customer(), reason, hinted.value(), WRITTEN);
        }
    }

    /// Somebody is called by a full name that somebody else has, too. A name alone joins nobody.
    public void called(Tx tx, CustomerId customer, Address address, @Nullable String name) {
        if (name == null || address.ofGroup() || name.strip().indexOf(' ') < 0) {
            return;
        }
        for (CustomerId same : proofs.namesakes(tx, customer, name.strip())) {
            suspicions.suggest(tx, customer, same, "SAME_NAME", name.strip(), NAMESAKE);
        }
    }
}
