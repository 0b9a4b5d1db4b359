package io.aifactory.tokenization.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.tokenization.internal.jinja.JinjaTemplate;
import io.aifactory.tokenization.template.ChatTemplateException.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsOfTemplatesTest {
    /** Line ends are written as ~ here. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    {% include 'x' %}              ; UNSUPPORTED ; 1 ; the statement 'include'
                    a~{% extends 'x' %}            ; UNSUPPORTED ; 2 ; the statement 'extends'
                    ~~{{ x | urlize }}             ; UNSUPPORTED ; 3 ; the filter 'urlize'
                    {{ x is escaped }}             ; UNSUPPORTED ; 1 ; the test 'escaped'
                    {% for x in y recursive %}     ; UNSUPPORTED ; 1 ; a recursive loop
                    {{ f(**x) }}                   ; UNSUPPORTED ; 1 ; '**' before an argument
                    {{ x[1, 2] }}                  ; UNSUPPORTED ; 1 ; a subscript of several values
                    {{ '\\N{DASH}' }}              ; UNSUPPORTED ; 1 ; '\\N' in a string
                    {% if x %}~{% endfor %}        ; SYNTAX      ; 2 ; 'endfor' is not a statement
                    {% if x %}~~x                  ; SYNTAX      ; 3 ; expected {%
                    {{ x                           ; SYNTAX      ; 1 ; a tag is not closed
                    ~{# x                          ; SYNTAX      ; 2 ; '{#' is not closed
                    ~{{ 'a~~' }}{{ 'b }}           ; SYNTAX      ; 4 ; a string is not closed
                    {{ 1 + }}                      ; SYNTAX      ; 1 ; expected an expression, found '}}'
                    {{ a b }}                      ; SYNTAX      ; 1 ; expected '}}', found 'b'
                    {{ x ] }}                      ; SYNTAX      ; 1 ; ']' closes nothing
                    """)
    void whatCannotBeReadIsNamedWithItsLine(String written, Kind kind, int line, String problem) {
        ChatTemplateException refused =
                assertThrows(
                        ChatTemplateException.class,
                        () -> JinjaTemplate.parse(written.replace('~', '\n')));

        assertEquals(kind, refused.kind());
        assertEquals(line, refused.line(), refused::message);
        assertTrue(refused.message().contains(problem), refused::message);
        assertTrue(
                refused.message().startsWith("chat template, line " + line + ": "),
                refused::message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            textBlock =
                    """
                    ~{{ a.b }}                          ; 2 ; 'a' is undefined
                    {{ (1).b.c }}                       ; 1 ; 'int object' has no attribute 'b'
                    {{ [1]~~.x.y }}                     ; 3 ; 'list object' has no attribute 'x'
                    {% if x %}{% endif %}~{{ 1 + 'a' }} ; 2 ; '+' does not go with a number and a string
                    {{ f() }}                           ; 1 ; 'f' is undefined
                    {{ [].append(1) }}                  ; 1 ; 'append' would change a value
                    {% macro m() %}~{{ 1 / 0 }}{% endmacro %}~{{ m() }} ; 2 ; division by zero
                    {{ 'abc' | map(attribute='x') | length }} ; 1 ; 'length' needs a string or a list
                    {{ range(3) | tojson(nope=1) }}     ; 1 ; 'tojson' takes no argument 'nope'
                    """)
    void whatGoesWrongIsNamedWithItsLine(String written, int line, String problem) {
        ChatTemplateException wrong =
                assertThrows(
                        ChatTemplateException.class,
                        () ->
                                JinjaTemplate.parse(written.replace('~', '\n'))
                                        .render(Map.of(), Goldens.NOW));

        assertEquals(Kind.EVALUATION, wrong.kind());
        assertEquals(line, wrong.line(), wrong::message);
        assertTrue(wrong.message().contains(problem), wrong::message);
    }

    @Test
    void whatATemplateRaisesIsItsOwnSentence() {
        ChatTemplateException refused =
                assertThrows(
                        ChatTemplateException.class,
                        () ->
                                JinjaTemplate.parse("\n{{ raise_exception('No ' ~ 1) }}")
                                        .render(Map.of(), Goldens.NOW));

        assertEquals(Kind.REFUSED, refused.kind());
        assertEquals("No 1", refused.message());
        assertEquals(2, refused.line());
    }
}
