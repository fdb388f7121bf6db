using System.Text;
using BookingEngine.Notifications;
using MimeKit;

namespace BookingEngine.Infrastructure.Email;

/// <summary>Converts mails to MIME messages.</summary>
internal static class MimeMails
{
    /// <param name="from">The sender's address.</param>
    public static MimeMessage Of(Mail mail, MailboxAddress from, DateTimeOffset now)
    {
        var message = new MimeMessage { MessageId = mail.MessageId, Subject = mail.Subject, Date = now, Body = BodyOf(mail) };
        message.From.Add(new MailboxAddress(mail.FromName ?? from.Name, from.Address));
        message.To.Add(new MailboxAddress(mail.ToName, mail.ToAddress));
        if (mail.ReplyTo is { } replyTo)
        {
            message.ReplyTo.Add(new MailboxAddress(null, replyTo));
        }

        if (mail.References is { } first && first != mail.MessageId)
        {
            message.References.Add(first);
        }

        // Tells vacation responders and list servers not to answer (RFC 3834), Exchange by a header of its own (MS-OXCMAIL).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add(HeaderId.ContentLanguage, mail.Language);
        if (mail.StopUrl is { } stop)
        {
            AddStop(message, stop);
        }

        return message;
    }

    // Only an HTTPS address takes one click (RFC 8058, 3.1).
    private static void AddStop(MimeMessage message, Uri stop)
    {
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop.AbsoluteUri}>");
        if (stop.Scheme == Uri.UriSchemeHttps)
        {
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    // The tree that Outlook writes and all understand. The entry is in it twice, because some programs only look for an attachment. Only one part
    // names the method, so that no program takes it for two. A file of several entries is an attachment alone: programs would take its first entry only.
    private static MimeEntity BodyOf(Mail mail)
    {
        var alternatives = new MultipartAlternative { Text("plain", mail.Text), Text("html", mail.Html) };
        if (mail.Entry is not { } entry)
        {
            return alternatives;
        }

        if (entry.Method == "PUBLISH")
        {
            return new Multipart("mixed") { alternatives, Attachment(entry, "appointments.ics") };
        }

        var part = new TextPart("calendar") { ContentTransferEncoding = ContentEncoding.Base64 };
        part.SetText(Encoding.UTF8, entry.Content);
        part.ContentType.Parameters.Add("method", entry.Method);
        alternatives.Add(part);
        return new Multipart("mixed") { alternatives, Attachment(entry, "invite.ics") };
    }

    private static MimePart Attachment(MailEntry entry, string name) => new("application", "ics")
    {
        Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(entry.Content))),
        ContentTransferEncoding = ContentEncoding.Base64,
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        FileName = name,
    };

    private static TextPart Text(string kind, string text)
    {
        var part = new TextPart(kind) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }
}
