package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.AddressBlocked;
import dev.onethread.contracts.FromCustomer.AddressUnblocked;
import dev.onethread.contracts.FromCustomer.ButtonPressed;
import dev.onethread.contracts.FromCustomer.MessageEdited;
import dev.onethread.contracts.FromCustomer.MessageReacted;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.ingest.telegram.Reading.Refused;
import dev.onethread.ingest.telegram.Reading.Understood;
import dev.onethread.ingest.telegram.Reading.Wanted;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateReaderTest {
    private static final Bot BOT = Bot.configured("shop", "700:secret");
    private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");

    @Test
    void aTextIsCompleteWithoutItsRaw() throws Exception {
        Understood understood = understood("""
                {"update_id":5,"message":{"message_id":11,"date":1763773200,"text":"Привет",
                 "chat":{"id":42,"type":"private"},
                 "from":{"id":42,"first_name":"Anna","last_name":"K","username":"ak","language_code":"ru"},
                 "reply_to_message":{"message_id":10}}}""");
        MessageReceived message = (MessageReceived) understood.event();
        assertThat(message.id().value()).isEqualTo("telegram:700:5");
        assertThat(message.door().key()).isEqualTo("telegram:700");
        assertThat(message.address()).isEqualTo(Address.telegram(700, 42));
        assertThat(message.body().text()).isEqualTo("Привет");
        assertThat(message.channelMessage()).isEqualTo("11");
        assertThat(message.replyTo()).isEqualTo("10");
        assertThat(message.author()).isEqualTo(new Author("Anna K", "ak", "ru"));
        assertThat(message.sentAt()).isEqualTo(Instant.ofEpochSecond(1763773200));
        assertThat(message.receivedAt()).isEqualTo(NOW);
        assertThat(understood.keepRaw()).isFalse();
    }

    @Test
    void aGroupIsTheAddressAndItsMemberTheAuthor() throws Exception {
        MessageReceived message = message("""
                "chat":{"id":-100123,"type":"supergroup","title":"Team"},"from":{"id":7,"first_name":"Bo"},
                "text":"hi" """);
        assertThat(message.address()).isEqualTo(Address.telegram(700, -100123));
        assertThat(message.author().name()).isEqualTo("Bo");
    }

    @Test
    void whereALinkLeadsIsWrittenBesideIt() throws Exception {
        assertThat(message("""
                "chat":{"id":1},"text":"see 😀here, and there","entities":[
                {"type":"bold","offset":0,"length":3},{"type":"text_link","offset":6,"length":4,"url":"https://a.b/c"},
                {"type":"text_link","offset":900,"length":4,"url":"https://far"}]""").body().text()).isEqualTo("see 😀here (https://a.b/c), and there");
    }

    @Test
    void ofAPhotoTheLargestSizeIsFetched() throws Exception {
        Understood understood = understood(inMessage("""
                "chat":{"id":1},"caption":"look","photo":[{"file_id":"s","width":90,"height":90,"file_size":1},
                {"file_id":"l","width":1280,"height":960,"file_size":99},{"file_id":"m","width":320,"height":320}]"""));
        assertThat(understood.files()).containsExactly(new Wanted(0, "l", 99));
        MessageReceived message = (MessageReceived) understood.event();
        assertThat(message.body().text()).isEqualTo("look");
        assertThat(message.body().attachments().getFirst().kind()).isEqualTo(Attachment.Kind.IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"document", "voice", "audio", "video", "video_note", "animation", "sticker", "live_photo"})
    void everyKindOfFileIsWanted(String kind) throws Exception {
        Understood understood = understood(
                inMessage(
                        "\"chat\":{\"id\":1},\"" + kind
                                + "\":{\"file_id\":\"f\",\"file_size\":12,\"file_name\":\"../x.bin\",\"mime_type\":\"image/PNG <b>\"}"));
        assertThat(understood.files()).containsExactly(new Wanted(0, "f", 12));
        Attachment file =
                ((MessageReceived) understood.event()).body().attachments().getFirst();
        assertThat(file.name()).isEqualTo("x.bin");
        assertThat(file.mediaType()).doesNotContain("<");
        assertThat(file.missing()).isEqualTo(Contents.NOT_FETCHED);
    }

    @Test
    void anAnimationIsOneFileAlthoughItComesTwice() throws Exception {
        assertThat(understood(inMessage("""
                "chat":{"id":1},"animation":{"file_id":"a"},"document":{"file_id":"a"}""")).files()).hasSize(1);
    }

    @Test
    void whatIsNoFileIsWritten() throws Exception {
        assertThat(detail("\"location\":{\"latitude\":59.93,\"longitude\":30.31}"))
                .isEqualTo("59.93, 30.31");
        assertThat(detail("""
                "location":{"latitude":1,"longitude":2},
                "venue":{"title":"Bar","address":"Nevsky 1","location":{"latitude":1,"longitude":2}}""")).isEqualTo("Bar, Nevsky 1\n1, 2");
        assertThat(detail("\"contact\":{\"first_name\":\"Ann\",\"phone_number\":\"+7900\"}"))
                .isEqualTo("Ann, +7900");
        assertThat(detail("\"poll\":{\"question\":\"Why?\",\"options\":[{\"text\":\"a\"},{\"text\":\"b\"}]}"))
                .isEqualTo("Why?\n- a\n- b");
        assertThat(detail("\"dice\":{\"emoji\":\"🎲\",\"value\":4}")).isEqualTo("🎲 4");
    }

    @Test
    void anEditNamesTheMessageItChanges() throws Exception {
        MessageEdited edit = (MessageEdited) event("""
                {"update_id":6,"edited_message":{"message_id":11,"chat":{"id":42},"date":1,"edit_date":1763773201,
                "text":"better"}}""");
        assertThat(edit.channelMessage()).isEqualTo("11");
        assertThat(edit.body().text()).isEqualTo("better");
        assertThat(edit.editedAt()).isEqualTo(Instant.ofEpochSecond(1763773201));
    }

    @Test
    void reactionsAreAllThatStandNow() throws Exception {
        MessageReacted reacted = (MessageReacted) event("""
                {"update_id":6,"message_reaction":{"message_id":11,"chat":{"id":42},"date":1,"old_reaction":[],
                "new_reaction":[{"type":"emoji","emoji":"👍"},{"type":"custom_emoji","custom_emoji_id":"99"},
                {"type":"paid"}]}}""");
        assertThat(reacted.reactions()).containsExactly("👍", "custom:99", "paid");
        assertThat(reacted.channelMessage()).isEqualTo("11");
    }

    @Test
    void aButtonSaysWhatItMeansAndWhereItStood() throws Exception {
        ButtonPressed pressed = (ButtonPressed) event("""
                {"update_id":6,"callback_query":{"id":"1","from":{"id":42,"first_name":"A"},"data":"rate:5",
                "message":{"message_id":12,"chat":{"id":42}}}}""");
        assertThat(pressed.data()).isEqualTo("rate:5");
        assertThat(pressed.channelMessage()).isEqualTo("12");
        assertThat(pressed.author().name()).isEqualTo("A");
    }

    @Test
    void whoStopsTheBotIsBlockedAndWhoStartsItIsBack() throws Exception {
        assertThat(event(membership("kicked"))).isInstanceOf(AddressBlocked.class);
        assertThat(event(membership("member"))).isInstanceOf(AddressUnblocked.class);
        assertThat(event(membership("restricted"))).isInstanceOf(UpdateKept.class);
    }

    @Test
    void serviceMessagesAreKeptUnderTheirName() throws Exception {
        Understood pinned = understood(inMessage("\"chat\":{\"id\":1},\"pinned_message\":{\"message_id\":3}"));
        assertThat(((UpdateKept) pinned.event()).kind()).isEqualTo("message/pinned_message");
        assertThat(pinned.keepRaw()).isTrue();
    }

    @Test
    void aKindOfTomorrowIsKeptWhole() throws Exception {
        Understood kept = understood("""
                {"update_id":6,"hologram":{"user":{"id":42},"shape":{"type":"cube"}}}""");
        assertThat(((UpdateKept) kept.event()).kind()).isEqualTo("hologram");
        assertThat(kept.event().address()).isEqualTo(Address.telegram(700, 42));
        assertThat(kept.keepRaw()).isTrue();
    }

    @Test
    void whatBelongsToNobodyIsRefusedWithAReason() throws Exception {
        assertThat(read("{\"update_id\":6,\"poll\":{\"id\":\"1\"}}")).isInstanceOf(Refused.class);
        assertThat(read("{\"update_id\":6}")).isEqualTo(new Refused("an update without content"));
        assertThat(read("{\"update_id\":6,\"message\":\"text\"}")).isInstanceOf(Refused.class);
        assertThat(read("{\"message\":{\"chat\":{\"id\":1}}}")).isEqualTo(new Refused("no update_id"));
    }

    @Test
    void fieldsOfTheWrongTypeAreNoReasonToFail() throws Exception {
        MessageReceived message = message("""
                "chat":{"id":1},"from":"me","text":"a\\u0000b","entities":{"x":1},"photo":"p","document":[1],
                "voice":{"file_id":{"$gt":""}},"reply_to_message":7,"contact":[]""");
        assertThat(message.body().text()).isEqualTo("ab");
        assertThat(message.body().attachments()).singleElement().matches(file -> file.blob() == null);
    }

    @Test
    void whatTheEventCannotCarryIsAReasonToKeepTheRaw() throws Exception {
        assertThat(understood(inMessage("\"chat\":{\"id\":1},\"text\":\"a\",\"forward_origin\":{}"))
                        .keepRaw())
                .isTrue();
    }

    private static String membership(String status) {
        return "{\"update_id\":6,\"my_chat_member\":{\"chat\":{\"id\":42},\"from\":{\"id\":42},\"date\":1,"
                + "\"new_chat_member\":{\"status\":\"" + status + "\"}}}";
    }

    private static String inMessage(String fields) {
        return "{\"update_id\":5,\"message\":{\"message_id\":11,\"date\":1," + fields + "}}";
    }

    private static String detail(String fields) throws Exception {
        Attachment thing =
                message("\"chat\":{\"id\":1}," + fields).body().attachments().getFirst();
        assertThat(thing.blob()).isNull();
        return thing.detail();
    }

    private static MessageReceived message(String fields) throws Exception {
        return (MessageReceived) event(inMessage(fields));
    }

    private static FromCustomer event(String update) throws Exception {
        return understood(update).event();
    }

    private static Understood understood(String update) throws Exception {
        return (Understood) read(update);
    }

    private static Reading read(String update) throws Exception {
        return UpdateReader.read(BOT, new ObjectMapper().readTree(update), NOW);
    }
}
