package dev.onethread.ingest.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onethread.ingest.telegram.Answer.Piece;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AnswerTest {
    @Test
    void anAnswerIsCutIntoItsUpdatesAsTheyCame() throws Exception {
        String first = "{\"update_id\":7,  \"message\":{\"text\":\"тест 😀 ]}\"}}";
        String second = "{\"new_kind\":{\"update_id\":9},\"update_id\":8}";
        Answer answer = Answer.cut("{\"ok\":true,\"extra\":[{}],\"result\":[" + first + " ,\n" + second + "]}");
        assertThat(answer.pieces()).containsExactly(new Piece(7, first), new Piece(8, second));
    }

    @Test
    void anUpdateNestedWithoutEndHoldsBackNobody() throws Exception {
        String deep = "{\"update_id\":1,\"message\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        Answer answer = Answer.cut("{\"ok\":true,\"result\":[" + deep + ",{\"update_id\":2}]}");
        assertThat(answer.pieces()).extracting(Piece::id).containsExactly(1, 2);
    }

    @Test
    void whatHasNoUsableIdIsCutOutAllTheSame() throws Exception {
        Answer answer = Answer.cut("""
                {"ok":true,"result":[{"message":{}},{"update_id":"5"},{"update_id":99999999999},17,null,
                {"update_id":{"update_id":3}},[{"update_id":4}],{"update_id":6}]}""");
        assertThat(answer.pieces()).hasSize(8);
        assertThat(answer.pieces().getLast().id()).isEqualTo(6);
        assertThat(answer.pieces().subList(0, 7)).allMatch(piece -> piece.id() == null);
        assertThat(answer.pieces().get(3).json()).isEqualTo("17");
        assertThat(answer.pieces().get(6).json()).isEqualTo("[{\"update_id\":4}]");
    }

    @Test
    void nothingNewIsAnEmptyAnswer() throws Exception {
        assertThat(Answer.cut("{\"ok\":true,\"result\":[]}").pieces()).isEmpty();
    }

    @Test
    void whatIsNoAnswerIsRefusedAsAWhole() {
        assertThatThrownBy(() -> Answer.cut("<html>gateway</html>")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Answer.cut("[]")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Answer.cut("{\"ok\":true}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Answer.cut("{\"ok\":true,\"result\":[{\"update_id\":1}"))
                .isInstanceOf(IOException.class);
    }
}
