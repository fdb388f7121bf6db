using BookingEngine.EventSourcing;
using BookingEngine.Notifications;

namespace BookingEngine.Users.Profiles;

/// <summary>The texts of a mail with one link, or without any.</summary>
/// <param name="Button">The text of the link; null without one.</param>
public sealed record AccountMailText(string Subject, string Sentence, string? Button, string Closing);

/// <summary>Writes mails to users about their accounts. Name and address are decrypted only for this.</summary>
public sealed class AccountMails(GetProfileHandler profiles, PublicLinks links)
{
    /// <summary>A mail to the user of the event's stream. Null if the person was erased.</summary>
    public Task<Mail?> WriteAsync(RecordedEvent about, AccountMailText text, Uri link, CancellationToken cancellation) =>
        WriteAsync(about, text, link, new UserId(Guid.Parse(about.Stream.Id)), address: null, cancellation);

    /// <summary>Null if the person was erased.</summary>
    /// <param name="address">Where to send it; null for the user's present address.</param>
    public async Task<Mail?> WriteAsync(
        RecordedEvent about, AccountMailText text, Uri? link, UserId user, string? address, CancellationToken cancellation)
    {
        if (await profiles.HandleAsync(user, cancellation) is not { } to)
        {
            return null;
        }

        var greeting = $"Hello {to.FullName},";
        return new Mail(
            links.MessageId($"{about.Stream}/{about.Version}"), address ?? to.Email, to.FullName, text.Subject,
            MailLayout.Text(greeting, text.Sentence, link, text.Closing),
            MailLayout.Html(greeting, text.Sentence, text.Button ?? "", link, text.Closing));
    }
}
