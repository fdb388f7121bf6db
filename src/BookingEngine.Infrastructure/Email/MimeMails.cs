using BookingEngine.Notifications;
using MimeKit;

namespace BookingEngine.Infrastructure.Email;

/// <summary>Converts mails to MIME messages with a plain text and an HTML part.</summary>
internal static class MimeMails
{
    public static MimeMessage Of(Mail mail, MailboxAddress from, DateTimeOffset now)
    {
        var message = new MimeMessage
        {
            MessageId = mail.MessageId,
            Subject = mail.Subject,
            Date = now,
            Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody(),
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(mail.ToName, mail.ToAddress));

        // Tells vacation responders and list servers not to answer (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
