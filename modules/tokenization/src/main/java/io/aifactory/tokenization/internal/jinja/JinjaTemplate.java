package io.aifactory.tokenization.internal.jinja;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A template that has been read. Immutable and thread-safe; each run stands alone. */
public final class JinjaTemplate {
    private final List<Statement> statements;

    private JinjaTemplate(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * @throws io.aifactory.tokenization.template.ChatTemplateException SYNTAX, UNSUPPORTED or
     *     LIMIT, with the line
     */
    public static JinjaTemplate parse(String template) {
        return new JinjaTemplate(TemplateParser.parse(template));
    }

    /**
     * @param clock for {@code strftime_now}, in the zone it is to tell the time of
     * @throws io.aifactory.tokenization.template.ChatTemplateException REFUSED, EVALUATION,
     *     UNSUPPORTED or LIMIT, with the line
     */
    public Text render(Map<String, Value> variables, Clock clock) {
        return Run.of(statements, variables, clock);
    }
}
