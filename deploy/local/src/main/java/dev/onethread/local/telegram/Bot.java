package dev.onethread.local.telegram;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// One bot, seen from its customers: what they do reaches the bot as updates, what the bot sends is here to be
/// read. Safe for use by several threads.
public final class Bot implements AutoCloseable {
    private final String token;
    private final long number;
    private final BotMemory memory;
    private final Updates updates;
    private final Paces paces = new Paces();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private final Map<Long, Chat> chats;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final Manners manners = new Manners();
    private final Business business = new Business();
    private @Nullable Poll poll;
    private @Nullable Bringing bringing;

    Bot(Path dir, String token) {
        this.token = token;
        this.number = Long.parseLong(token.substring(0, token.indexOf(':')));
        this.memory = new BotMemory(dir, number);
        this.updates = memory.updates();
        this.chats = memory.chats();
    }

    public String token() {
        return token;
    }

    /// The digits before the colon of the token; the bot's own user id.
    public long number() {
        return number;
    }

    public String username() {
        return "onethread_" + number + "_bot";
    }

    /// The customer writes a text; the chat is made when it is new.
    public synchronized Said customerSays(long chat, String name, String text) {
        return say(chat, name, new JsonObject().put("text", text), "text", text, null, null);
    }

    /// The customer answers an earlier message.
    public synchronized Said customerAnswers(long chat, String name, String text, long replyTo) {
        return say(chat, name, new JsonObject().put("text", text), "text", text, null, replyTo);
    }

    /// The customer sends a file. `kind`: `photo`, `document`, `voice`, `audio` or `video`.
    public synchronized Said customerSendsFile(
            long chat, String name, String kind, String fileName, String mediaType, byte[] bytes, String caption) {
        StoredFile file = keep(kind, fileName, mediaType, bytes);
        JsonObject content = Media.content(kind, file);
        if (!caption.isEmpty()) {
            content.put("caption", caption);
        }
        return say(chat, name, content, kind, caption, file, null);
    }

    /// Puts any update to the bot, as JSON; it gets an `update_id` unless it has one. Returns that id.
    public synchronized long customerSends(String update) {
        JsonObject given = new JsonObject(update);
        Optional.ofNullable(Customers.chatOf(given)).ifPresent(chat -> known(chat.id, chat.name()));
        return offer(given, true);
    }

    /// The customer changes the text of a message of theirs.
    public synchronized Said customerEdits(long chat, long messageId, String text) {
        JsonObject entry = theirs(chat, messageId).put("text", text).put("edited", true);
        Chat known = known(chat, "");
        JsonObject message = Customers.message(known, messageId, Instant.now())
                .put("edit_date", Instant.now().getEpochSecond())
                .put("text", text);
        show(known, entry);
        return new Said(offer(new JsonObject().put("edited_message", message)), messageId);
    }

    /// The customer reacts to a message with an emoji; an empty one takes the reaction back.
    public synchronized long customerReacts(long chat, long messageId, String emoji) {
        Chat known = known(chat, "");
        show(known, entry(chat, messageId).put("reaction", emoji));
        return offer(Customers.reaction(known, messageId, emoji));
    }

    /// The customer presses a button under a message of the bot.
    public synchronized long customerPresses(long chat, long messageId, String data) {
        Chat known = known(chat, "");
        @Nullable JsonObject entry = known.entry(messageId);
        @Nullable JsonObject buttons = entry == null ? null : entry.getJsonObject("buttons");
        JsonObject press = Customers.press(known, number, messageId, data, buttons);
        manners.pressed(press.getJsonObject("callback_query").getString("id"));
        return offer(press);
    }

    /// The group becomes a supergroup: it goes on under another number, and nothing reaches the old one any more.
    public synchronized void groupMoves(long group, long supergroup) {
        Chat before = known(group, "");
        Chat after = known(supergroup, before.name());
        before.moveTo(supergroup);
        memory.note("chat", before.json());
        Customers.migration(before, after, memory.nextMessage(), memory.nextMessage())
                .forEach(this::offer);
    }

    /// The owner of an account lets the bot read and answer its chats, or no longer.
    public synchronized long ownerConnects(String connection, long owner, String name, boolean enabled) {
        return offer(business.connect(connection, owner, name, enabled));
    }

    /// A customer writes to the owner of a connected account.
    public synchronized Said customerWritesToOwner(String connection, long customer, String name, String text) {
        Chat chat = business.known(connection, customer, name);
        long messageId = memory.nextMessage();
        Instant now = Instant.now();
        JsonObject message = Customers.message(chat, messageId, now)
                .put("business_connection_id", connection)
                .put("text", text);
        show(chat, Customers.entry(messageId, "customer", "text", text, null, null, now));
        return new Said(offer(new JsonObject().put("business_message", message)), messageId);
    }

    /// What was sent to a customer in an owner's name, oldest first.
    public synchronized List<Sent> messagesInTheNameOf(String connection, long customer) {
        return sent(business.known(connection, customer, ""));
    }

    /// How often the bot did not take an update that was brought to its webhook.
    public synchronized int refusedByWebhook() {
        return bringing == null ? 0 : bringing.refused();
    }

    /// The customer blocks the bot: it is told so, and every sending is answered 403 from now on.
    public synchronized long customerBlocks(long chat) {
        return blocked(chat, true);
    }

    public synchronized long customerUnblocks(long chat) {
        return blocked(chat, false);
    }

    /// What the bot has sent to the chat, oldest first.
    public synchronized List<Sent> messagesTo(long chat) {
        @Nullable Chat known = chats.get(chat);
        return known == null ? List.of() : sent(known);
    }

    private static List<Sent> sent(Chat chat) {
        Collection<JsonObject> entries = chat.entries();
        return entries.stream()
                .filter(entry -> "bot".equals(entry.getString("from")) && !entry.getBoolean("deleted", false))
                .map(Customers::sent)
                .toList();
    }

    /// The bytes of a file the bot or a customer sent.
    public byte[] file(String fileId) {
        return memory.files().bytes(fileId);
    }

    /// How many updates have not been confirmed by the bot.
    public synchronized int pending() {
        return updates.pending().size();
    }

    /// Whether a `getUpdates` waits at this moment.
    public synchronized boolean polled() {
        return poll != null;
    }

    /// The next calls of sending methods go wrong, one call for each failure given.
    public synchronized void failNext(Failure... next) {
        failures.addAll(List.of(next));
    }

    public synchronized void limits(Limits limits) {
        paces.limits(limits);
    }

    @Override
    public void close() {
        webhook(null, "", null);
        memory.close();
    }

    // what follows serves the Bot API and the play page

    synchronized void poll(long offset, int limit, @Nullable Set<String> allowed, Poll next) {
        if (allowed != null && !allowed.equals(updates.allowed())) {
            updates.allow(allowed);
            memory.note("allowed", new JsonObject().put("kinds", new JsonArray(List.copyOf(allowed))));
        }
        if (updates.confirm(offset)) {
            memory.note("confirmed", new JsonObject().put("offset", offset));
        }
        if (poll != null) {
            poll.conflict();
        }
        poll = next;
        answerPoll(limit);
    }

    synchronized void endPoll(Poll ended) {
        if (poll == ended) {
            poll = null;
        }
    }

    synchronized Chat chat(long id) throws Refusal {
        @Nullable Chat chat = chats.get(id);
        if (chat == null) {
            throw Refusal.badRequest("chat not found");
        }
        if (chat.movedTo() != 0) {
            throw Refusal.moved(chat.movedTo());
        }
        if (chat.blocked()) {
            throw Refusal.of(403, "Forbidden: bot was blocked by the user");
        }
        return chat;
    }

    /// The chat a call means: one of its own, or one of an account it answers for.
    synchronized Chat chat(Call call) throws Refusal {
        String connection = call.connection();
        return connection.isEmpty() ? chat(call.chatId()) : business.chat(connection, call.chatId());
    }

    synchronized void deleteInTheNameOf(String connection, List<Long> messages) throws Refusal {
        delete(business.holding(connection, messages), messages);
    }

    /// Takes the planned failure, if one is planned, then a place under the limits.
    synchronized Optional<Failure> admit(long chat, int messages) throws Refusal {
        @Nullable Failure failure = failures.poll();
        if (failure == null) {
            paces.take(chat, messages);
        }
        return Optional.ofNullable(failure);
    }

    synchronized JsonObject send(
            Chat chat,
            String kind,
            String text,
            JsonObject content,
            @Nullable StoredFile file,
            @Nullable Long replyTo,
            JsonObject more) {
        long id = memory.nextMessage();
        Instant now = Instant.now();
        JsonObject entry =
                Customers.entry(id, "bot", kind, text, file, replyTo, now).mergeIn(more);
        show(chat, entry);
        return new JsonObject()
                .put("message_id", id)
                .put("from", me())
                .put("chat", chat.chat())
                .put("date", now.getEpochSecond())
                .mergeIn(connected(chat))
                .mergeIn(content);
    }

    private JsonObject connected(Chat chat) {
        @Nullable String connection = business.connectionOf(chat);
        return connection == null ? new JsonObject() : new JsonObject().put("business_connection_id", connection);
    }

    synchronized JsonObject edit(Chat chat, Updating.Wish wish) throws Refusal {
        JsonObject entry = Updating.edited(chat, wish);
        show(chat, entry);
        return new JsonObject()
                .put("message_id", wish.message())
                .put("from", me())
                .put("chat", chat.chat())
                .put("date", Instant.parse(entry.getString("at")).getEpochSecond())
                .put("edit_date", Instant.now().getEpochSecond())
                .put("text", wish.text());
    }

    synchronized void delete(Chat chat, List<Long> messages) throws Refusal {
        Updating.deleted(chat, messages).forEach(entry -> show(chat, entry));
    }

    synchronized long nextAlbum() {
        return 10_000_000L + memory.nextVersion();
    }

    /// What the bot was seen doing, `<chat> <action>`, oldest first.
    public List<String> actions() {
        return manners.actions();
    }

    Manners manners() {
        return manners;
    }

    /// Where updates are brought from now on; null to have them fetched again.
    synchronized void webhook(@Nullable URI url, String secret, @Nullable Set<String> allowed) {
        if (bringing != null) {
            bringing.close();
        }
        if (allowed != null) {
            updates.allow(allowed);
        }
        bringing = url == null ? null : new Bringing(url, secret, new Brought());
    }

    synchronized @Nullable URI webhook() {
        return bringing == null ? null : bringing.url();
    }

    /// The updates as the webhook gets them.
    private final class Brought implements Bringing.Source {
        @Override
        public @Nullable JsonObject oldest() {
            synchronized (Bot.this) {
                List<JsonObject> pending = updates.pending();
                return pending.isEmpty() ? null : pending.getFirst();
            }
        }

        @Override
        public void taken(JsonObject update) {
            synchronized (Bot.this) {
                updates.take(1);
                long next = update.getLong("update_id") + 1;
                if (updates.confirm(next)) {
                    memory.note("confirmed", new JsonObject().put("offset", next));
                }
            }
        }
    }

    synchronized void react(Chat chat, long messageId, String emoji) throws Refusal {
        @Nullable JsonObject entry = chat.entry(messageId);
        if (entry == null) {
            throw Refusal.badRequest("message to react not found");
        }
        show(chat, entry.put("botReaction", emoji));
    }

    JsonObject me() {
        return new JsonObject()
                .put("id", number)
                .put("is_bot", true)
                .put("first_name", "Shop support")
                .put("username", username());
    }

    synchronized StoredFile keep(String kind, String name, String mediaType, byte[] bytes) {
        StoredFile file = memory.files().keep(kind, name, mediaType, bytes);
        memory.note("file", file.json());
        return file;
    }

    StoredFiles files() {
        return memory.files();
    }

    synchronized List<JsonObject> chats() {
        return chats.values().stream().map(Chat::json).toList();
    }

    synchronized Chat known(long id, String name) {
        @Nullable Chat chat = chats.get(id);
        if (chat == null) {
            chat = new Chat(id, name.isEmpty() ? "Customer " + id : name, "ru");
            chats.put(id, chat);
            memory.note("chat", chat.json());
            changed();
        } else if (!name.isEmpty() && !name.equals(chat.name())) {
            chat.rename(name);
            memory.note("chat", chat.json());
        }
        return chat;
    }

    synchronized void speaks(long id, String language) {
        Chat chat = known(id, "");
        chat.speak(language);
        memory.note("chat", chat.json());
    }

    synchronized List<JsonObject> entriesAfter(long chat, long after) {
        @Nullable Chat known = chats.get(chat);
        return known == null
                ? List.of()
                : known.after(after).stream().map(JsonObject::copy).toList();
    }

    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    private Said say(
            long id,
            String name,
            JsonObject content,
            String kind,
            String text,
            @Nullable StoredFile file,
            @Nullable Long replyTo) {
        Chat chat = known(id, name);
        long messageId = memory.nextMessage();
        Instant now = Instant.now();
        JsonObject message = Customers.message(chat, messageId, now).mergeIn(content);
        if (replyTo != null) {
            message.put(
                    "reply_to_message",
                    new JsonObject()
                            .put("message_id", replyTo)
                            .put("chat", chat.chat())
                            .put("date", now.getEpochSecond()));
        }
        show(chat, Customers.entry(messageId, "customer", kind, text, file, replyTo, now));
        return new Said(offer(new JsonObject().put("message", message)), messageId);
    }

    private long blocked(long id, boolean now) {
        Chat chat = known(id, "");
        chat.block(now);
        memory.note("chat", chat.json());
        return offer(Customers.membership(chat, me(), now));
    }

    private long offer(JsonObject given) {
        return offer(given, false);
    }

    /// `any` hands out kinds the bot did not ask for, too: a kind that Telegram adds tomorrow is in nobody's list.
    private long offer(JsonObject given, boolean any) {
        JsonObject update = updates.numbered(given);
        if (any || updates.wanted(update)) {
            updates.add(update);
            memory.note("update", update);
            answerPoll(100);
            if (bringing != null) {
                bringing.wake();
            }
        }
        return update.getLong("update_id");
    }

    private void answerPoll(int limit) {
        if (poll != null) {
            JsonArray ready = updates.take(limit);
            if (!ready.isEmpty()) {
                poll.answer(ready);
                poll = null;
            }
        }
    }

    private JsonObject entry(long chat, long messageId) {
        @Nullable Chat known = chats.get(chat);
        @Nullable JsonObject entry = known == null ? null : known.entry(messageId);
        if (entry == null) {
            throw new IllegalArgumentException("no message " + messageId + " in chat " + chat);
        }
        return entry;
    }

    private JsonObject theirs(long chat, long messageId) {
        JsonObject entry = entry(chat, messageId);
        if (!"customer".equals(entry.getString("from"))) {
            throw new IllegalArgumentException("only one's own message can be edited");
        }
        return entry;
    }

    private void show(Chat chat, JsonObject entry) {
        chat.put(entry.put("version", memory.nextVersion()));
        if (business.connectionOf(chat) == null) {
            memory.note("entry", new JsonObject().put("chat", chat.id).put("entry", entry));
        }
        changed();
    }

    private void changed() {
        watchers.forEach(Runnable::run);
    }

    /// A `getUpdates` that waits.
    interface Poll {
        void answer(JsonArray updates);

        void conflict();
    }
}
