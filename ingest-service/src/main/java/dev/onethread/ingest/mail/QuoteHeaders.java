package dev.onethread.ingest.mail;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines by which mail programs introduce what they repeat, in the languages we know of. Patterns look at bounded
/// text only and have no nested repetition, so that no mail makes them slow.
final class QuoteHeaders {
    private static final int LONGEST = 400;
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /// How an attribution ends: "wrote:" and its sisters.
    private static final String WROTE =
            "(?:wrote|writes|sent|написал(?:\\(а\\)|а|и)?|пишет|пише|написав(?:\\(ла\\))?|написала"
                    + "|schrieb|a écrit|écrit|escribi[óo]|escreveu|ha scritto|scrisse|napisał(?:\\(a\\)|a)?|napsal(?:\\(a\\)|a)?"
                    + "|schreef|heeft geschreven|skrev|kirjoitti|yazdı|đã viết|a scris|írta|rašė|напісаў|geschreven|geschrieben"
                    + "|napísal(?:\\(a\\))?|je napisao(?:/la)?|написа)";

    private static final Pattern ENDS = Pattern.compile(WROTE + "\\s*(?::|-{3,}|:\\s*-{3,})\\s*$", FLAGS);

    /// "On <date>, <who> wrote:" and the like; also Polish, Dutch and others where the name comes last.
    private static final Pattern BEGINS = Pattern.compile(
            "(?:^|(?<=[\\s-]))(?:on|am|le|el|em|il|w dniu|dnia|op|den|på|vào|dne|pe|a|ma|у|в|во|от|пн|вт|ср|чт|пт|сб|вс|нд"
                    + "|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок|середа|четвер"
                    + "|п['’]ятниця|субота|неділя)[\\s,.].*$",
            FLAGS);

    private static final Pattern DATED = Pattern.compile("\\d{1,4}[-./:\\s].*\\d|\\b(?:19|20)\\d\\d\\b|\\d:\\d\\d");

    /// "15.05.2024 10:00, Имя пишет:" and "2024-05-15 10:00 GMT+03:00 Name <a@b>:" begin with the date itself.
    private static final Pattern DATE_FIRST = Pattern.compile(
            "^\\s*(?:\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}|\\d{1,2} \\p{L}{3,9}\\.? \\d{4}).*$");

    /// Gmail of old, Yandex and Mail.ru write no verb: "26.06.2014, 14:41, "Имя" <a@b>:".
    private static final Pattern NO_VERB =
            Pattern.compile("^.{0,60}\\d{1,2}:\\d\\d.{0,200}<\\s?[^<>\\s]{1,200}@[^<>\\s]{1,200}>\\s*:\\s*$");

    private static final Pattern DASHED =
            Pattern.compile("^\\s*-{3,}\\s?[^-].{0,100}\\s" + WROTE + "\\s*-{3,}\\s*$", FLAGS);

    /// Dutch and the like put the verb before the name: "Op 13-02-2014 3:18 schreef Julius <a@b>:".
    private static final Pattern VERB_INSIDE = Pattern.compile(
            "^\\s*(?:op|am|den|på|w dniu|dnia|le|el)\\s.{0,160}\\d.{0,160}\\b(?:schreef|schrieb|skrev|użytkownik|a écrit|escribió)\\b.{0,200}:\\s*$",
            FLAGS);

    private static final Pattern SEPARATOR = Pattern.compile(
            "^[\\s>*_]*-{2,}\\s*(?:original message|original appointment|reply message|reply|antwort nachricht|исходное сообщение"
                    + "|оригинальное сообщение|первоначальное сообщение|оригінальне повідомлення|початкове повідомлення"
                    + "|urspr[üu]ngliche nachricht|original-nachricht|originalnachricht|message d['’]origine|message original"
                    + "|mensaje original|mensagem original|messaggio originale|wiadomość oryginalna|oryginalna wiadomość"
                    + "|oprindelig meddelelse|originalmeddelande|opprinnelig melding|oorspronkelijk bericht|původní zpráva"
                    + "|alkuperäinen viesti|mesaj original|orijinal mesaj|eredeti üzenet|原始邮件|回复的原邮件|元のメッセージ)\\s*-{2,}.*$",
            FLAGS);

    private static final Pattern FORWARD = Pattern.compile(
            "^[\\s>*]*(?:-{2,}\\s*(?:forwarded (?:message|by).*|(?:пересылаемое|пересланное|перенаправленное) сообщение"
                    + "|переслане повідомлення|weitergeleitete nachricht|message transf[ée]r[ée]|mensaje reenviado"
                    + "|mensagem (?:encaminhada|reencaminhada)|messaggio inoltrato)\\s*-*.*"
                    + "|begin forwarded message:|начало переадресованного сообщения:|anfang der weitergeleiteten nachricht:)\\s*$",
            FLAGS);

    private static final Pattern RULE = Pattern.compile("^\\s*(?:_{5,}|-{5,}|={5,}|\\*{5,})\\s*$");

    private static final Pattern FIELD =
            Pattern.compile("^[\\s>*|]*([\\p{L}][\\p{L}' -]{0,24}?)\\s*\\*?\\s*:\\s?\\*?(.*)$", FLAGS);

    private static final Set<String> FROM = Set.of(
            "from",
            "от",
            "от кого",
            "від",
            "von",
            "de",
            "van",
            "da",
            "från",
            "fra",
            "od",
            "lähettäjä",
            "kimden",
            "expéditeur",
            "отправитель",
            "发件人",
            "差出人",
            "feladó",
            "remitente");
    private static final Set<String> OTHERS = Set.of(
            "sent",
            "date",
            "to",
            "cc",
            "subject",
            "reply-to",
            "отправлено",
            "дата",
            "кому",
            "копия",
            "тема",
            "надіслано",
            "копія",
            "gesendet",
            "datum",
            "an",
            "betreff",
            "envoyé",
            "envoyé le",
            "à",
            "objet",
            "enviado",
            "enviado el",
            "fecha",
            "para",
            "asunto",
            "enviada",
            "enviada em",
            "data",
            "assunto",
            "inviato",
            "a",
            "oggetto",
            "wysłano",
            "do",
            "temat",
            "skickat",
            "till",
            "ämne",
            "sendt",
            "til",
            "emne",
            "verzonden",
            "aan",
            "onderwerp",
            "odesláno",
            "komu",
            "předmět",
            "lähetetty",
            "vastaanottaja",
            "aihe",
            "gönderme tarihi",
            "tarih",
            "kime",
            "konu",
            "时间",
            "日期",
            "收件人",
            "主题",
            "送信日時",
            "宛先",
            "件名",
            "cc ",
            "copie à",
            "скрытая копия",
            "отправлен",
            "важность");

    private QuoteHeaders() {}

    static boolean isForwardMark(String line) {
        return line.length() <= LONGEST && FORWARD.matcher(line).matches();
    }

    static boolean isSeparator(String line) {
        return line.length() <= LONGEST && SEPARATOR.matcher(line).matches();
    }

    static boolean isRule(String line) {
        return line.length() <= LONGEST && RULE.matcher(line).matches();
    }

    /// A "From:" with at least one of its companions on the next lines (wrapped lines may lie between), or the other
    /// way round where a program puts the date first.
    static boolean isHeaderBlock(List<String> lines, int at) {
        String first = field(lines.get(at));
        if (first.isEmpty() || !FROM.contains(first) && !OTHERS.contains(first)) {
            return false;
        }
        int found = 1;
        boolean from = FROM.contains(first);
        int blank = 0;
        for (int i = at + 1; i < lines.size() && i <= at + 8 && blank < 2; i++) {
            String name = field(lines.get(i));
            if (lines.get(i).isBlank()) {
                blank++;
            } else if (FROM.contains(name) || OTHERS.contains(name)) {
                from |= FROM.contains(name);
                found++;
            }
        }
        return from && found >= (FROM.contains(first) ? 2 : 3);
    }

    /// How many lines from `at` on are "X wrote:", up to five; 0 where they are not.
    static int attribution(List<String> lines, int at) {
        String first = lines.get(at);
        if (first.isBlank() || first.length() > LONGEST || Replies.isMarked(first)) {
            return 0;
        }
        if (DASHED.matcher(first).matches() || VERB_INSIDE.matcher(first).matches()) {
            return 1;
        }
        StringBuilder joined = new StringBuilder();
        for (int length = 1; length <= 5 && at + length <= lines.size(); length++) {
            String line = lines.get(at + length - 1);
            joined.append(length == 1 ? "" : " ").append(line.strip());
            if (joined.length() > LONGEST || Replies.isMarked(line) || isLonelyBlank(lines, at + length - 1)) {
                return 0;
            }
            if (NO_VERB.matcher(joined).matches() && isDated(first)) {
                return length;
            }
            if (ENDS.matcher(line).find() || VERB_INSIDE.matcher(joined).matches()) {
                boolean opens = begins(first) && (isDated(first) || length <= 2 && isDated(joined));
                return opens || DATE_FIRST.matcher(joined).matches() || isOpened(first, joined) ? length : 0;
            }
        }
        return 0;
    }

    /// What stands on the attribution's line before it: "Thanks! On Wed, Apr 4, 2012 at 3:59 PM, bob wrote:".
    static String beforeAttribution(String line) {
        Matcher begin =
                Pattern.compile("(?:-{2,}\\s*)?(?<=[\\s-])On (?=\\p{L}{3}, )").matcher(line);
        return begin.find() && ENDS.matcher(line).find()
                ? line.substring(0, begin.start()).stripTrailing()
                : "";
    }

    private static boolean isDated(CharSequence text) {
        return DATED.matcher(text).find();
    }

    private static boolean begins(String line) {
        return BEGINS.matcher(line).find();
    }

    /// "Sent from Samsung MobileName <a@b> wrote:" and "Имя <a@b> писал(а):" name an address and no date.
    private static boolean isOpened(String first, CharSequence joined) {
        return first.indexOf('@') > 0
                && joined.toString().matches("^[^>]{0,200}<[^<>\\s]{1,200}>\\s*\\S{1,15}\\s*:\\s*$");
    }

    private static boolean isLonelyBlank(List<String> lines, int at) {
        return lines.get(at).isBlank()
                && (at + 1 >= lines.size() || lines.get(at + 1).isBlank());
    }

    private static String field(String line) {
        if (line.length() > LONGEST) {
            return "";
        }
        Matcher field = FIELD.matcher(line);
        return field.matches() ? field.group(1).strip().toLowerCase(java.util.Locale.ROOT) : "";
    }
}
