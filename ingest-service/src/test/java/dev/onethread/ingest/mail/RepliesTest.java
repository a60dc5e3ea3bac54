package dev.onethread.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is new in a reply, what is repeated and what is signed.
class RepliesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, Jun 3, 2024 at 10:15 AM Shop <help@shop.example> wrote:",
                "On Mon, Jun 3, 2024 at 10:15 AM Shop Support Team Of The Shop\n<help@shop.example> wrote:",
                "On 3 Jun 2024, at 10:15, Shop wrote:",
                "пн, 3 июн. 2024 г. в 10:15, Магазин <help@shop.example>:",
                "пн, 3 июн. 2024 г. в 10:15, Магазин <help@shop.example> написал(а):",
                "03.06.2024 10:15, Магазин пишет:",
                "03.06.2024, 10:15, \"Магазин\" <help@shop.example>:",
                "Понедельник, 3 июня 2024, 10:15 +03:00 от Магазин <help@shop.example>:",
                "3 июня 2024 г., в 10:15, Магазин <help@shop.example> написал(а):",
                "пн, 3 черв. 2024 р. о 10:15 Магазин <help@shop.example> пише:",
                "Am Mo., 3. Juni 2024 um 10:15 Uhr schrieb Laden <help@shop.example>:",
                "Am 03.06.2024 um 10:15 schrieb Laden:",
                "Le lun. 3 juin 2024 à 10:15, Magasin <help@shop.example> a écrit :",
                "El lun, 3 jun 2024 a las 10:15, Tienda (<help@shop.example>) escribió:",
                "Il giorno lun 3 giu 2024 alle ore 10:15 Negozio <help@shop.example> ha scritto:",
                "Em seg., 3 de jun. de 2024 às 10:15, Loja <help@shop.example> escreveu:",
                "pon., 3 cze 2024 o 10:15 Sklep <help@shop.example> napisał(a):",
                "W dniu 3.06.2024 o 10:15, Sklep pisze:",
                "Op ma 3 jun 2024 om 10:15 schreef Winkel <help@shop.example>:",
                "Den mån 3 juni 2024 kl 10:15 skrev Butik <help@shop.example>:",
                "Den man. 3. jun. 2024 kl. 10.15 skrev Butik <help@shop.example>:",
                "ma 3. kesäk. 2024 klo 10.15 Kauppa <help@shop.example> kirjoitti:",
                "po 3. 6. 2024 v 10:15 odesílatel Obchod <help@shop.example> napsal:",
                "Mağaza <help@shop.example>, 3 Haz 2024 Pzt, 10:15 tarihinde şunu yazdı:",
                "Magazin <help@shop.example> a scris pe 3 iun. 2024 la 10:15:",
                "商店 <help@shop.example> 于2024年6月3日周一 10:15写道：",
                "2024年6月3日(月) 10:15 店 <help@shop.example>:",
                "2024년 6월 3일 (월) 오전 10:15, 상점 <help@shop.example>님이 작성:",
                "-----Original Message-----",
                "-----Исходное сообщение-----",
                "-------- Ursprüngliche Nachricht --------",
                "-------- Message d’origine --------",
                "------------------ 原始邮件 ------------------",
                "##- Please type your reply above this line -##",
            })
    void whatFollowsTheIntroductionIsRepeated(String introduction) {
        Replies.Split split =
                Replies.split("Где мой заказ?\n\n" + introduction + "\n\n> Ждите в среду.\n>\n> Магазин\n");
        assertThat(split.text()).isEqualTo("Где мой заказ?");
        assertThat(split.quoted()).contains("> Ждите в среду.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Shop <help@shop.example>\nSent: Monday, June 3, 2024 10:15 AM\nTo: Anna\nSubject: order",
                "*From:* Shop <help@shop.example>\n*Sent:* Monday, June 3, 2024 10:15 AM\n*To:* Anna\n*Subject:* order",
                "От: Магазин <help@shop.example>\nОтправлено: 3 июня 2024 г. 10:15\nКому: Анна\nТема: заказ",
                "Від: Магазин <help@shop.example>\nНадіслано: 3 червня 2024 р. 10:15\nКому: Анна\nТема: замовлення",
                "Von: Laden <help@shop.example>\nGesendet: Montag, 3. Juni 2024 10:15\nAn: Anna\nBetreff: Bestellung",
                "De : Magasin <help@shop.example>\nEnvoyé : lundi 3 juin 2024 10:15\nÀ : Anna\nObjet : commande",
                "De: Tienda <help@shop.example>\nEnviado: lunes, 3 de junio de 2024 10:15\nPara: Anna\nAsunto: pedido",
                "Da: Negozio <help@shop.example>\nInviato: lunedì 3 giugno 2024 10:15\nA: Anna\nOggetto: ordine",
                "Od: Sklep <help@shop.example>\nWysłano: poniedziałek, 3 czerwca 2024 10:15\nDo: Anna\nTemat: zamówienie",
                "Van: Winkel <help@shop.example>\nVerzonden: maandag 3 juni 2024 10:15\nAan: Anna\nOnderwerp: bestelling",
                "Från: Butik <help@shop.example>\nSkickat: den 3 juni 2024 10:15\nTill: Anna\nÄmne: beställning",
                "Kimden: Mağaza <help@shop.example>\nGönderildi: 3 Haziran 2024 10:15\nKime: Anna\nKonu: sipariş",
                "发件人：商店 <help@shop.example>\n发送时间：2024年6月3日 10:15\n收件人：Anna\n主题：订单",
                "差出人: 店 <help@shop.example>\n送信日時: 2024年6月3日 10:15\n宛先: Anna\n件名: 注文",
                "보낸 사람: 상점 <help@shop.example>\n보낸 날짜: 2024년 6월 3일 10:15\n받는 사람: Anna\n제목: 주문",
                "От: Магазин <help@shop.example>\nИзпратено: 3.6.2024 10:15\nДо: Анна\nОтносно: поръчка",
                "Од: Продавница <help@shop.example>\nПослато: 3.6.2024. 10:15\nЗа: Ана\nНаслов: поруџбина",
                "Od kogo: Butik <help@shop.example>\nKdy: 3. 6. 2024 10:15\nPro: Anna\nVěc: objednávka",
                "----- Algne sõnum -----\nX: Shop <help@shop.example>\nY: 3.6.2024 10:15\nZ: Anna",
                "From: Shop <help@shop.example>",
                "From: help@shop.example Date: Mon, 3 Jun 2024 10:15:00 +0200",
                "________________________________\nX: Shop <help@shop.example>\nY: 3.6.2024 10:15\nZ: Anna\nW: order",
            })
    void whatFollowsABlockOfFieldsIsRepeated(String block) {
        Replies.Split split = Replies.split("Where is it?\n\n" + block + "\n\nWait until Wednesday.\n");
        assertThat(split.text()).isEqualTo("Where is it?");
        assertThat(split.quoted()).endsWith("Wait until Wednesday.");
    }

    @Test
    void aFormThatSomebodyFilledInIsText() {
        String form = "Name: Anna\nEmail: anna@example.com\nDate: 3.6.2024 10:15\nPlace: Riga";
        assertThat(Replies.split(form).text()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- \nAnna Petrova\nShop Ltd.",
                "--\nAnna Petrova",
                "—\nAnna Petrova\n+371 20000000",
                "__________________\nAnna Petrova\nShop Ltd.",
                "Sent from my iPhone",
                "Sent from Mail for Windows",
                "Get Outlook for iOS",
                "Отправлено с iPhone",
                "Отправлено из мобильной Почты Mail.ru",
                "Надіслано з iPhone",
                "Von meinem iPhone gesendet",
                "Envoyé de mon iPhone",
                "Enviado desde mi iPhone",
                "Inviato da iPhone",
                "Wysłane z iPhone'a",
                "Verstuurd vanaf mijn iPhone",
                "发自我的iPhone",
                "iPhoneから送信",
                "-Anna Petrova",
            })
    void aSignatureIsFoldedAndKept(String signature) {
        Replies.Split split = Replies.split("Where is it?\n\n" + signature + "\n");
        assertThat(split.text()).isEqualTo("Where is it?");
        assertThat(split.signature()).isEqualTo(signature);
        assertThat(split.folded()).isEqualTo(signature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Where is it?\n\nRegards, Anna",
                "Sent from my desk, which is better than a phone.",
                "And here is a fix -- this is no signature.\n\nBye",
                "--\nAnna",
                "Visit us now\n>>> http://shop.example <<<\nby the link above",
                "On Monday I wrote: nothing came.\nOn Tuesday neither.",
            })
    void whatMerelyLooksLikeOneStays(String text) {
        Replies.Split split = Replies.split(text);
        assertThat(split.text()).isEqualTo(text);
        assertThat(split.folded()).isNull();
    }

    @Test
    void answersBetweenQuotationsKeepThemAndWhatFollowsTheLastIsFolded() {
        Replies.Split split = Replies.split("On Mon, Jun 3, 2024 at 10:15 AM Shop <help@shop.example> wrote:\n"
                + "> Which colour?\n\nGreen.\n\n> Which size?\n\nLarge.\n\n> Thanks\n> The shop\n\n-- \nAnna\n");
        assertThat(split.text()).contains("> Which colour?").contains("Green.").endsWith("Large.");
        assertThat(split.quoted()).contains("> The shop");
        assertThat(split.signature()).isEqualTo("-- \nAnna");
    }

    @Test
    void whatIsPassedOnIsTheMatterItself() {
        String text = "FYI\n\n---------- Forwarded message ----------\nFrom: bob@example.com\nSubject: x\n\nText";
        assertThat(Replies.split(text).text()).isEqualTo(text);
    }

    @Test
    void theSignatureOfAnHtmlMailIsKnownByItsPlace() {
        String text = HtmlText.of("<div>Where is it?</div><div class=\"gmail_signature\">Anna<br>Shop Ltd.</div>");
        assertThat(Replies.split(text).text()).isEqualTo("Where is it?");
        assertThat(Replies.split(text).signature()).contains("Shop Ltd.");
    }

    @Test
    void textMadeToBeSlowIsNot() {
        String[] bombs = {
            "On ".repeat(200_000) + "wrote:",
            "On 1 2024 10:15 <\n".repeat(50_000),
            "From: a@b.c\n".repeat(50_000),
            "-".repeat(300_000) + "\n" + "_".repeat(300_000),
            ("x".repeat(390) + "\n").repeat(4_000),
            ("пн, 1 2 3 " + " ".repeat(300) + ":\n").repeat(4_000),
            ("пн, 1 2 3 4 5 6 7 8 9 " + " ".repeat(300) + "\n").repeat(4_000),
            "Sent from my ".repeat(50_000),
        };
        for (String bomb : bombs) {
            assertThat(Corpus.time(() -> Replies.split(bomb)))
                    .as(bomb.substring(0, 20))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent from my Verizon, Samsung Galaxy smartphone",
                "Anna from mobile",
                "From my iPhone 6",
                "<<sent by galaxy>>",
                "Отправлено с телефона",
                "Отправлено с мобильного устройства",
                "Отправлено из Почты для Windows",
                "Получить Outlook для Android",
                "Надіслано з мобільного пристрою",
                "Von meinem Mobilgerät gesendet",
                "Outlook voor Android downloaden",
                "Enviado do meu telemóvel",
                "Lähetetty iPhonesta",
                "Odesláno z iPhonu",
                "Samsung Galaxy akıllı telefonumdan gönderildi.",
                "发自我的华为手机",
                "Outlook for iOS を入手",
                "내 Galaxy에서 전송",
            })
    void whatAPhonePutsBelowIsItsSignature(String line) {
        Replies.Split split = Replies.split("Where is it?\n\n" + line + "\n\n> Old words.\n");
        assertThat(split.text()).isEqualTo("Where is it?");
        assertThat(split.signature()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Отправлено с вашего склада 3 июня, когда ждать телефон?",
                "Outlook for Android crashes when I open it",
                "From my phone I cannot open it at all",
                "Von meinem Konto wurden 300 Euro abgebucht.",
                "Sent from my desk, is much easier than my mobile phone.",
            })
    void whatAPersonSaysOfSendingIsText(String line) {
        String whole = "Hello,\n\n" + line;
        assertThat(Replies.split(whole).text()).isEqualTo(whole);
    }

    @Test
    void aSentenceBelowARuleIsTheNextChapter() {
        String chapters = "First of all, the invoice.\n\n__________\n\nThe second thing is the parcel of June.\n\nAnna";
        assertThat(Replies.split(chapters).text()).isEqualTo(chapters);
        Replies.Split signed =
                Replies.split("Yes.\n\n__________\nAnna Berg\nThis mail is confidential and meant for its recipient.");
        assertThat(signed.text()).isEqualTo("Yes.");
    }
}
