package dev.onethread.e2e.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.onethread.e2e.actors.Installation;
import dev.onethread.e2e.actors.MailCustomer;
import dev.onethread.e2e.actors.TelegramCustomer;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// Anna knows billing and Russian, Boris the technical things. Three strangers write on three channels; each reaches
/// the
/// right one live, and each answer leaves on the channel it came from.
@ExtendWith(Running.class)
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreeChannelsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Browser browser = new Browser();
    private Page anna;
    private Page boris;

    @BeforeAll
    void agentsAreAtTheirDesks(Installation installation) {
        anna = signedIn(installation, "anna", "ru-RU", ColorScheme.LIGHT);
        boris = signedIn(installation, "boris", "en-GB", ColorScheme.DARK);
    }

    @AfterAll
    void goHome() {
        browser.close();
    }

    @Test
    @Order(1)
    void aVisitorOfTheShopIsAnsweredInTheWidget(Installation installation) {
        Page shop = browser.window("en-GB", ColorScheme.LIGHT);
        shop.navigate(installation.url() + "/chat/demo/?lang=en");
        shop.locator("onethread-widget button").first().click();
        shop.locator("onethread-widget button.big").first().click();
        Locator draft = shop.locator("textarea").first();
        draft.fill("My invoice of October is wrong");
        draft.press("Enter");

        opened(anna, "My invoice of October is wrong");
        answers(anna, "It will be corrected today");

        assertThat(shop.getByText("It will be corrected today")).isVisible();
        Pictures.take(shop, "widget");
        Pictures.take(anna, "inbox");
    }

    @Test
    @Order(2)
    void aTelegramCustomerIsAnsweredOnTelegram(Installation installation) {
        TelegramCustomer olga = TelegramCustomer.named(installation, 700_100_200, "Olga");
        olga.says("The app shows an error after the update");

        opened(boris, "The app shows an error after the update");
        answers(boris, "Please install 2.4.1, it is cured there");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(olga.received())
                        .extracting(message -> message.path("text").asText())
                        .contains("Please install 2.4.1, it is cured there"));
        Page play = browser.window("en-GB", ColorScheme.LIGHT);
        play.navigate(installation.url() + "/play/telegram#700100200");
        play.waitForLoadState();
        Pictures.take(play, "telegram");
    }

    @Test
    @Order(3)
    void aMailIsAnsweredInItsThread(Installation installation) throws Exception {
        String address = "igor@customers.test";
        MailCustomer igor = new MailCustomer(installation, address, "secret");
        String to = installation.mailbox();
        byte[] letter = MailCustomer.letter(address, to, "Refund", "Where is my refund, please?");
        String messageId = header(letter, "Message-ID: ");
        igor.sends(letter, to);

        opened(anna, "Where is my refund, please?");
        answers(anna, "It was sent this morning");

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(igor.inbox()).isNotEmpty());
        List<MimeMessage> inbox = igor.inbox();
        assertThat(inbox).hasSize(1);
        MimeMessage answer = inbox.getFirst();
        assertThat(answer.getHeader("In-Reply-To", null)).isEqualTo(messageId);
        assertThat(answer.getHeader("References", null)).contains(messageId);
        assertThat(answer.getSubject()).isEqualTo("Re: Refund");
        assertThat(MailCustomer.text(answer)).contains("It was sent this morning");
    }

    @Test
    @Order(4)
    void theAgentSeesWhyItCameToHer() {
        anna.locator("textarea").first().blur();
        anna.keyboard().press("h");
        anna.keyboard().press("w");
        assertThat(anna.getByRole(com.microsoft.playwright.options.AriaRole.DIALOG))
                .isVisible();
        Pictures.take(anna, "why");
        anna.keyboard().press("Escape");
    }

    private Page signedIn(Installation installation, String user, String locale, ColorScheme scheme) {
        Page page = new Windows(browser).signedIn(installation, user, installation.password(user), locale, scheme);
        dev.onethread.e2e.actors.Agent.signsIn(installation, user, installation.password(user))
                .is("AVAILABLE");
        return page;
    }

    /// The row appears without a reload; opening it shows what was written.
    private static void opened(Page agent, String text) {
        Locator row = agent.locator("a[data-conversation]").filter(new Locator.FilterOptions().setHasText(text));
        row.first().click();
        assertThat(agent.getByRole(com.microsoft.playwright.options.AriaRole.LOG)
                        .getByText(text)
                        .first())
                .isVisible();
        agent.locator("textarea").first().focus();
    }

    private static void answers(Page agent, String text) {
        agent.locator("textarea").first().fill(text);
        agent.keyboard().press("Control+Enter");
        assertThat(agent.getByRole(com.microsoft.playwright.options.AriaRole.LOG)
                        .getByText(text)
                        .first())
                .isVisible();
        agent.mouse().move(900, 400);
    }

    private static String header(byte[] letter, String name) {
        return new String(letter, java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }
}
