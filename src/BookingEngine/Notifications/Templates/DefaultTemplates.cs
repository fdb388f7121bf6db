using BookingEngine.Branding;
using BookingEngine.Languages;

namespace BookingEngine.Notifications.Templates;

/// <summary>The templates of a tenant that has none of its own.</summary>
public static class DefaultTemplates
{
    /// <summary>The names of the facts in a mail about an appointment, in order. Each has a label of the same name.</summary>
    private static readonly string[] Facts = ["when", "before", "service", "resource", "place", "customer", "reason"];

    public static TemplateSource Of(MailKind kind, Texts texts)
    {
        var closing = texts.Find($"{kind.Name}.closing") ?? "";
        var button = texts.Find($"{kind.Name}.button") ?? texts["mail.manage"];
        return new TemplateSource(texts[$"{kind.Name}.subject"], Text(kind, texts, closing), Html(kind, texts, button, closing));
    }

    private static string Text(MailKind kind, Texts texts, string closing) => string.Concat(
    [
        $"{texts["mail.greeting"]}\r\n\r\n{texts[$"{kind.Name}.text"]}\r\n\r\n",
        "{% if when %}", .. Facts.Select(fact => $"{{% if {fact} %}}{texts[$"mail.{fact}"]}: {{{{ {fact} }}}}\r\n{{% endif %}}"), "\r\n{% endif %}",
        "{% if action_url %}{{ action_url }}\r\n\r\n{% endif %}",
        closing.Length == 0 ? "" : $"{closing}\r\n",
        $"{{% if stop_url %}}{texts["mail.stop"]}: {{{{ stop_url }}}}\r\n{{% endif %}}",
        "{% if brand or support_email %}\r\n{{ brand }}{% if brand and support_email %}, {% endif %}{{ support_email }}\r\n{% endif %}",
        "{% if website %}{{ website }}\r\n{% endif %}",
    ]);

    private static string Html(MailKind kind, Texts texts, string button, string closing) =>
        $$$"""
        <!DOCTYPE html>
        <html lang="{{ language }}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
        <style>@media (prefers-color-scheme: dark){.page{background:#15171a!important}.card{background:#1f2227!important}.ink{color:#eceef1!important}.soft{color:#a3a9b3!important}.link{color:#9db7ff!important}}</style></head>
        <body class="page" style="margin:0;padding:24px;background:{{ colour_page }}">
        <div lang="{{ language }}" class="ink" style="font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:{{ colour_text }}">
        <table role="presentation" cellpadding="0" cellspacing="0" class="card" style="width:100%;max-width:520px;margin:0 auto;border-collapse:collapse;background:{{ colour_card }};border-radius:8px"><tr><td style="padding:32px">
        {% if logo_url %}<p style="margin:0 0 24px"><img src="{{ logo_url }}" width="{{ logo_width }}" height="{{ logo_height }}" alt="{{ brand }}" style="max-width:100%;height:auto;padding:4px;border-radius:6px;background:#fffffe"></p>
        {% elsif brand %}<p class="ink" style="margin:0 0 24px;font-weight:600;color:{{ colour_text }}">{{ brand }}</p>
        {% endif %}<p class="ink" style="margin:0 0 16px;color:{{ colour_text }}">{{{texts["mail.greeting"]}}}</p>
        <p class="ink" style="margin:0 0 24px;color:{{ colour_text }}">{{{texts[$"{kind.Name}.text"]}}}</p>
        {% if when %}<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 24px;border-collapse:collapse">{{{string.Concat(Facts.Select(fact => Row(fact, texts)))}}}</table>
        {% endif %}{% if action_url %}<p style="margin:0 0 24px"><a href="{{ action_url }}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:{{ colour_primary }};color:{{ colour_button }};text-decoration:none;font-weight:600">{{{button}}}</a></p>
        <p class="soft" style="margin:0 0 8px;font-size:14px;color:{{ colour_soft }}">{{{texts["mail.no_button"]}}}</p>
        <p style="margin:0 0 24px;font-size:14px;word-break:break-all"><a class="link" href="{{ action_url }}" style="color:{{ colour_primary }}">{{ action_url }}</a></p>
        {% endif %}{{{(closing.Length == 0 ? "" : $$$"""<p class="soft" style="margin:0;font-size:14px;color:{{ colour_soft }}">{{{closing}}}</p>""")}}}
        {% if stop_url %}<p style="margin:0;font-size:14px">{{{Link("stop_url", texts["mail.stop"])}}}</p>
        {% endif %}{% if brand or support_email or website or privacy_url or imprint_url %}<p class="soft" style="margin:24px 0 0;font-size:14px;color:{{ colour_soft }}">{{ brand }}
        {% if support_email %}<a class="soft" href="mailto:{{ support_email }}" style="color:{{ colour_soft }}">{{ support_email }}</a>
        {% endif %}{{{Link("website", "{{ website }}")}}}{{{Link("privacy_url", texts["page.privacy"])}}}{{{Link("imprint_url", texts["page.imprint"])}}}</p>
        {% endif %}</td></tr></table>
        </div>
        </body>
        </html>
        """;

    private static string Row(string fact, Texts texts) =>
        $$$"""
        {% if {{{fact}}} %}<tr><td class="soft" style="padding:2px 16px 2px 0;vertical-align:top;color:{{ colour_soft }}">{{{texts[$"mail.{fact}"]}}}</td><td class="ink" style="padding:2px 0;color:{{ colour_text }}{{{(fact == "when" ? ";white-space:pre-line" : "")}}}">{{ {{{fact}}} }}</td></tr>{% endif %}
        """;

    private static string Link(string name, string text) =>
        $$$"""{% if {{{name}}} %}<a class="soft" href="{{ {{{name}}} }}" style="color:{{ colour_soft }}">{{{text}}}</a> {% endif %}""";
}
