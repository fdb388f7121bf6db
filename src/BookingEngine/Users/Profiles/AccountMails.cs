using BookingEngine.EventSourcing;
using BookingEngine.Notifications;

namespace BookingEngine.Users.Profiles;

/// <summary>The texts of a mail with one link.</summary>
public sealed record AccountMailText(string Subject, string Sentence, string Button, string Closing);

/// <summary>Writes mails to users about their accounts. Name and address are decrypted only for this.</summary>
public sealed class AccountMails(GetProfileHandler profiles, PublicLinks links)
{
    /// <summary>Null if the person was erased.</summary>
    public async Task<Mail?> WriteAsync(RecordedEvent about, AccountMailText text, Uri link, CancellationToken cancellation)
    {
        if (await profiles.HandleAsync(new UserId(Guid.Parse(about.Stream.Id)), cancellation) is not { } to)
        {
            return null;
        }

        var greeting = $"Hello {to.FullName},";
        return new Mail(
            links.MessageId($"{about.Stream}/{about.Version}"), to.Email, to.FullName, text.Subject,
            MailLayout.Text(greeting, text.Sentence, link, text.Closing),
            MailLayout.Html(greeting, text.Sentence, text.Button, link, text.Closing));
    }
}
