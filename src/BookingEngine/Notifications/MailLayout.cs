using System.Net;

namespace BookingEngine.Notifications;

/// <summary>The layout of a mail with at most one action: a few sentences and a link, in plain text and in HTML. It has no images and no
/// tracking, and loads nothing.</summary>
public static class MailLayout
{
    /// <param name="link">Null for a mail without an action.</param>
    public static string Text(string greeting, string sentence, Uri? link, string closing) =>
        $"{greeting}\r\n\r\n{sentence}\r\n\r\n{(link is null ? "" : $"{link.AbsoluteUri}\r\n\r\n")}{closing}\r\n";

    public static string Html(string greeting, string sentence, string button, Uri? link, string closing) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
        <body style="margin:0;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1c1e21;background:#f4f5f7">
        <table role="presentation" style="width:100%;max-width:520px;margin:0 auto;border-collapse:collapse;background:#ffffff;border-radius:8px"><tr><td style="padding:32px">
        <p style="margin:0 0 16px">{Encode(greeting)}</p>
        <p style="margin:0 0 24px">{Encode(sentence)}</p>
        {(link is null ? "" : Action(button, link))}<p style="margin:0;font-size:14px;color:#5b616b">{Encode(closing)}</p>
        </td></tr></table>
        </body>
        </html>
        """;

    private static string Action(string button, Uri link) =>
        $"""
        <p style="margin:0 0 24px"><a href="{Encode(link.AbsoluteUri)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1f4fd8;color:#ffffff;text-decoration:none;font-weight:600">{Encode(button)}</a></p>
        <p style="margin:0 0 8px;font-size:14px;color:#5b616b">If the button does not work, open this address:</p>
        <p style="margin:0 0 24px;font-size:14px;word-break:break-all"><a href="{Encode(link.AbsoluteUri)}" style="color:#1f4fd8">{Encode(link.AbsoluteUri)}</a></p>

        """;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
