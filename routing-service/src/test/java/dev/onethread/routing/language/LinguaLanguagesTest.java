package dev.onethread.routing.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinguaLanguagesTest {
    private final LinguaLanguages languages = new LinguaLanguages();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ru | Здравствуйте, мой заказ до сих пор не доставлен, что случилось?
            uk | Доброго дня, моє замовлення досі не доставлено, що сталося?
            kk | Сәлеметсіз бе, менің тапсырысым әлі жеткізілген жоқ
            en | Hello, my order has still not been delivered, what happened?
            de | Guten Tag, meine Bestellung ist noch nicht angekommen, was ist passiert?
            """)
    void aSentenceIsRecognised(String language, String text) {
        assertThat(languages.of(text)).isEqualTo(language);
    }

    @Test
    void aWordOrTwoIsNotEnoughForAGuess() {
        assertThat(languages.of("ok, danke")).isNull();
        assertThat(languages.of("12345678901234567890")).isNull();
    }
}
