package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onethread.contracts.Address;
import dev.onethread.contracts.Attachment;
import dev.onethread.contracts.Author;
import dev.onethread.contracts.Body;
import dev.onethread.contracts.Card;
import dev.onethread.contracts.Circumstances;
import dev.onethread.contracts.Circumstances.Answered;
import dev.onethread.contracts.Circumstances.Group;
import dev.onethread.contracts.Circumstances.Origin;
import dev.onethread.contracts.FromCustomer;
import dev.onethread.contracts.FromCustomer.AddressBlocked;
import dev.onethread.contracts.FromCustomer.AddressMoved;
import dev.onethread.contracts.FromCustomer.AddressUnblocked;
import dev.onethread.contracts.FromCustomer.ButtonPressed;
import dev.onethread.contracts.FromCustomer.MessageDeleted;
import dev.onethread.contracts.FromCustomer.MessageEdited;
import dev.onethread.contracts.FromCustomer.MessageReacted;
import dev.onethread.contracts.FromCustomer.MessageReceived;
import dev.onethread.contracts.FromCustomer.UpdateKept;
import dev.onethread.contracts.Span;
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
        assertThat(message.author()).isEqualTo(new Author("Anna K", "ak", "ru", "42"));
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
    void theTextStaysAsItIsAndItsFormStandsBesideIt() throws Exception {
        Body body = message("""
                "chat":{"id":1},"text":"s\\u0000ee 😀here, and shop.example","entities":[
                {"type":"bold","offset":0,"length":4},{"type":"text_link","offset":7,"length":4,"url":"https://a.b/c"},
                {"type":"url","offset":17,"length":12},{"type":"hologram","offset":0,"length":1},
                {"type":"text_link","offset":900,"length":4,"url":"https://far"},{"type":"bold","offset":-1,"length":4},
                {"type":"bold","offset":2147483647,"length":2147483647}]""").body();
        assertThat(body.text()).isEqualTo("see 😀here, and shop.example");
        assertThat(body.spans())
                .containsExactly(
                        new Span(Span.Kind.BOLD, 0, 3, null),
                        new Span(Span.Kind.LINK, 6, 4, "https://a.b/c"),
                        new Span(Span.Kind.LINK, 16, 12, "https://shop.example"),
                        new Span(Span.Kind.OTHER, 0, 1, "hologram"));
    }

    @Test
    void anAlbumIsOneByItsIdAndAForwardNamesItsOrigin() throws Exception {
        Circumstances around = message("""
                "chat":{"id":1},"media_group_id":"77","photo":[{"file_id":"s"}],
                "forward_origin":{"type":"channel","date":10,"chat":{"id":-100,"type":"channel","title":"News"}}""").circumstances();
        assertThat(around.album()).isEqualTo("77");
        assertThat(around.origin()).isEqualTo(new Origin(Origin.Kind.CHANNEL, "News", null, Instant.ofEpochSecond(10)));
        Origin old = message("\"chat\":{\"id\":1},\"text\":\"a\",\"forward_sender_name\":\"Bo\",\"forward_date\":9")
                .circumstances()
                .origin();
        assertThat(old.kind()).isEqualTo(Origin.Kind.HIDDEN_PERSON);
    }

    @Test
    void anAnswerSaysWhatItAnswers() throws Exception {
        MessageReceived message = message("""
                "chat":{"id":1},"text":"yes","quote":{"text":"red","position":4,"is_manual":true},
                "reply_to_message":{"message_id":9,"chat":{"id":1},"from":{"id":7,"first_name":"Bo"},
                "text":"the red one?"}""");
        assertThat(message.replyTo()).isEqualTo("9");
        assertThat(message.circumstances().answered()).isEqualTo(new Answered("9", "Bo", "red", true));
    }

    @Test
    void onlyOnesOwnCardIsEvidence() throws Exception {
        assertThat(card("\"from\":{\"id\":5},\"contact\":{\"phone_number\":\"+7\",\"user_id\":5}")
                        .own())
                .isTrue();
        assertThat(card("\"from\":{\"id\":5},\"contact\":{\"phone_number\":\"+7\",\"user_id\":6}")
                        .own())
                .isFalse();
        assertThat(card("\"from\":{\"id\":5},\"contact\":{\"phone_number\":\"+7\"}")
                        .own())
                .isFalse();
        assertThat(card("""
                "from":{"id":5},"contact":{"phone_number":"+7","user_id":5},"forward_origin":{"type":"user"}""").own()).isFalse();
    }

    @Test
    void aTopicIsAnAddressOfItsOwnAndKnowsItsGroup() throws Exception {
        MessageReceived message = message("""
                "chat":{"id":-100123,"type":"supergroup","title":"Team"},"from":{"id":7,"first_name":"Bo"},
                "message_thread_id":3,"is_topic_message":true,"text":"hi",
                "reply_to_message":{"message_id":3,"forum_topic_created":{"name":"Orders"}}""");
        assertThat(message.address()).isEqualTo(Address.telegramTopic(700, -100123, 3));
        assertThat(message.address().ofGroup()).isTrue();
        assertThat(message.circumstances().group()).isEqualTo(new Group("Team", "Orders"));
        assertThat(message.replyTo()).isNull();
    }

    @Test
    void aGroupThatBecomesLargeGoesOnUnderItsNewNumber() throws Exception {
        AddressMoved moved = (AddressMoved)
                event(inMessage("\"chat\":{\"id\":-100123,\"type\":\"supergroup\"},\"migrate_from_chat_id\":-5"));
        assertThat(moved.address()).isEqualTo(Address.telegram(700, -100123));
        assertThat(moved.from()).isEqualTo(Address.telegram(700, -5));
    }

    @Test
    void inSomebodyElsesAccountTheOwnerIsNoCustomer() throws Exception {
        FromCustomer theirs = event("""
                {"update_id":5,"business_message":{"message_id":11,"date":1,"business_connection_id":"c1",
                "chat":{"id":42,"type":"private"},"from":{"id":42,"first_name":"A"},"text":"hi"}}""");
        assertThat(theirs.address()).isEqualTo(Address.telegramBusiness(700, 42, "c1"));
        UpdateKept own = (UpdateKept) event("""
                {"update_id":5,"business_message":{"message_id":12,"date":1,"business_connection_id":"c1",
                "chat":{"id":42,"type":"private"},"from":{"id":9,"first_name":"Owner"},"text":"by hand"}}""");
        assertThat(own.kind()).isEqualTo("business_message/own");
        assertThat(own.words()).isEqualTo("by hand");
    }

    @Test
    void everyDeletedMessageIsNamed() throws Exception {
        Understood deleted = understood("""
                {"update_id":5,"deleted_business_messages":{"business_connection_id":"c1","chat":{"id":42},
                "message_ids":[11,12]}}""");
        assertThat(deleted.pieces())
                .extracting(piece -> ((MessageDeleted) piece.event()).channelMessage())
                .containsExactly("11", "12");
        assertThat(deleted.pieces()).extracting(piece -> piece.event().id()).doesNotHaveDuplicates();
    }

    @Test
    void whatAChannelBroadcastsIsLeftOut() throws Exception {
        assertThat(read("{\"update_id\":5,\"channel_post\":{\"message_id\":1,\"chat\":{\"id\":-100}}}"))
                .isEqualTo(new Reading.Ignored("channel_post"));
    }

    @Test
    void aChoiceThatWasOfferedIsAnAnswerOnceHoweverOftenItIsPressed() throws Exception {
        String press = """
                {"update_id":%d,"callback_query":{"id":"q","from":{"id":42,"first_name":"A"},"data":"choice:2",
                "message":{"message_id":12,"chat":{"id":42},"reply_markup":{"inline_keyboard":[
                [{"text":"Red","callback_data":"choice:1"}],[{"text":"Blue","callback_data":"choice:2"}]]}}}}""";
        Understood first = understood(press.formatted(6));
        MessageReceived answer = (MessageReceived) first.event();
        assertThat(answer.body().text()).isEqualTo("Blue");
        assertThat(answer.replyTo()).isEqualTo("12");
        assertThat(answer.circumstances().choice()).isEqualTo("choice:2");
        assertThat(first.pieces().getFirst().press()).isEqualTo("q");
        assertThat(event(press.formatted(7)).id()).isEqualTo(answer.id());
    }

    @Test
    void aLinkBringsWhatItCarries() throws Exception {
        assertThat(message("\"chat\":{\"id\":1},\"text\":\"/start order-1042\"")
                        .circumstances()
                        .invitation())
                .isEqualTo("order-1042");
        assertThat(message("\"chat\":{\"id\":1},\"text\":\"/start two words\"").circumstances())
                .isNull();
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

    private static Card card(String fields) throws Exception {
        return message("\"chat\":{\"id\":1}," + fields)
                .body()
                .attachments()
                .getFirst()
                .card();
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
