package io.aifactory.tokenization.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.tokenization.internal.jinja.JinjaTemplate;
import io.aifactory.tokenization.internal.jinja.Text;
import io.aifactory.tokenization.template.ChatTemplateException.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateLimitsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    {{ 'ab' * 1000000000 }}                                                ; characters
                    {{ 'a' * 10 ** 30 }}                                                   ; characters
                    {% set x = 'a' * 1000000 %}{{ x | replace('a', x) }}                   ; characters
                    {% set x = 'a' * 100000 %}{% for i in range(1000) %}{% set y = x + x %}{% endfor %} ; characters
                    {% for i in range(9) %}{{ 'a' * 1000000 }}{% endfor %}                 ; the prompt
                    {{ [1] * 1000000000 }}                                                 ; a list
                    {{ range(1000000000) }}                                                ; a list
                    {{ ('a ' * 1000000).split() | length }}                                ; a list
                    {% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %} ; steps
                    {% macro m() %}{{ m() }}{% endmacro %}{{ m() }}                        ; inside of one another
                    {% macro m(f) %}{{ f(f) }}{% endmacro %}{{ m(m) }}                     ; inside of one another
                    {% set n = namespace(x=[]) %}{% for i in range(9999) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x }} ; inside of one another
                    {% set n = namespace(x=[]) %}{% for i in range(9999) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x | tojson }} ; inside of one another
                    {% set n = namespace(x=[],y=[]) %}{% for i in range(9999) %}{% set n.x = [n.x] %}{% set n.y = [n.y] %}{% endfor %}{{ n.x == n.y }} ; inside of one another
                    {{ 9 ** (9 ** 9) }}                                                    ; bits
                    {% set n = namespace(x=2) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %} ; bits
                    {{ '%999999999d' % 1 }}                                                ; wider
                    {{ 'a' | indent(999999999) }}                                          ; spaces
                    {{ [] | tojson(indent=999999999) }}                                    ; spaces
                    {{ 1.5 | round(999999999) }}                                           ; places
                    {% set x = 'a' * 60000000 %}{% set y = x | upper %}                    ; characters
                    {% set x = 'a,' * 30000 %}{% for i in range(3000) %}{% set y = x.split(',') %}{% endfor %} ; steps
                    """)
    void aTemplateThatWantsTooMuchIsStoppedByAType(String template, String what) {
        ChatTemplateException stopped =
                assertThrows(ChatTemplateException.class, () -> run(template));

        assertEquals(Kind.LIMIT, stopped.kind(), stopped::message);
        assertTrue(stopped.message().contains(what), stopped::message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    (          ; )
                    [          ; ]
                    {1:        ; }
                    not        ; ``
                    -          ; ``
                    a if b else; ``
                    f(         ; )
                    x[         ; ]
                    a.b(c.d(   ; ))
                    1 + (      ; )
                    a or (not  ; )
                    """)
    void deepExpressionsAreStoppedWhenTheyAreRead(String opening, String closing) {
        String template =
                "{{ " + (opening + " ").repeat(20_000) + "1" + closing.repeat(20_000) + " }}";

        ChatTemplateException stopped =
                assertThrows(ChatTemplateException.class, () -> JinjaTemplate.parse(template));

        assertEquals(Kind.LIMIT, stopped.kind(), stopped::message);
    }

    @ParameterizedTest
    @ValueSource(strings = {" + 1", " or 1", " | trim", ".a", "()", "[0]", " ** 1"})
    void longChainsAreStoppedWhenTheyAreRead(String link) {
        ChatTemplateException stopped =
                assertThrows(
                        ChatTemplateException.class,
                        () -> JinjaTemplate.parse("{{ x" + link.repeat(20_000) + " }}"));

        assertEquals(Kind.LIMIT, stopped.kind());
    }

    @Test
    void deepStatementsAndLongTemplatesAreStoppedWhenTheyAreRead() {
        for (String template :
                new String[] {"{% if 1 %}".repeat(20_000), "a".repeat((1 << 20) + 1)}) {
            ChatTemplateException stopped =
                    assertThrows(ChatTemplateException.class, () -> JinjaTemplate.parse(template));
            assertEquals(Kind.LIMIT, stopped.kind());
        }
    }

    @Test
    void theDeepestRunFitsTheSmallStackOfAThread() throws InterruptedException {
        // Given a macro that calls itself through as much nesting as may be written
        String template =
                "{% macro m(n) %}"
                        + "{% if n %}".repeat(40)
                        + "{{ "
                        + "[".repeat(40)
                        + "m(n - 1)"
                        + "]".repeat(40)
                        + " }}"
                        + "{% endif %}".repeat(40)
                        + "{% endmacro %}{{ m(9999) }}";
        ChatTemplateException[] stopped = new ChatTemplateException[1];

        // When
        Thread thread =
                new Thread(
                        null,
                        () ->
                                stopped[0] =
                                        assertThrows(
                                                ChatTemplateException.class, () -> run(template)),
                        "small",
                        512 << 10);
        thread.start();
        thread.join();

        // Then the depth stopped it, not the stack
        assertTrue(
                stopped[0].message().contains("inside of one another; a macro"),
                stopped[0]::message);
    }

    @Test
    void manyTagsOnOneLineTakeLinearTime() {
        // A quadratic lexer needs minutes for this.
        String template = "{{ 1 }} ".repeat(120_000);
        assertEquals(240_000 - 1, run(template.strip()).value().length());
        assertEquals(0, run("{# #}".repeat(200_000)).value().length());
        assertEquals(1_000_000, run(" ".repeat(1_000_000) + "{{ '' }}").value().length());
    }

    private static Text run(String template) {
        return JinjaTemplate.parse(template).render(Map.of(), Goldens.NOW);
    }
}
