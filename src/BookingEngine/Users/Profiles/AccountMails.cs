using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Unicode;

namespace BookingEngine.Users.Profiles;

/// <summary>The texts of a mail with one link, or without any.</summary>
/// <param name="Button">The text of the link; null without one.</param>
public sealed record AccountMailText(string Subject, string Sentence, string? Button, string Closing);

/// <summary>Whom a mail is for.</summary>
public sealed record MailRecipient(UserId User)
{
    /// <summary>Where to send it; null for the user's present address.</summary>
    public string? Address { get; init; }

    /// <summary>Whether the user has verified that address; null if the user's present one decides.</summary>
    public bool? IsVerified { get; init; }
}

/// <summary>Writes mails to users about their accounts. Name and address are decrypted only for this. Anybody can enter the address of somebody else,
/// so a mail to an address that is not verified has no text of the user's, not even the name.</summary>
public sealed class AccountMails(GetProfileHandler profiles, AddressLookup addresses, PublicLinks links)
{
    /// <summary>A mail to the user of the event's stream. Null if the person was erased.</summary>
    public Task<Mail?> WriteAsync(RecordedEvent about, AccountMailText text, Uri link, CancellationToken cancellation) =>
        WriteAsync(about, text, link, new MailRecipient(new UserId(Guid.Parse(about.Stream.Id))), cancellation);

    /// <summary>Null if the person was erased.</summary>
    public async Task<Mail?> WriteAsync(RecordedEvent about, AccountMailText text, Uri? link, MailRecipient to, CancellationToken cancellation)
    {
        if (await profiles.HandleAsync(to.User, cancellation) is not { } profile)
        {
            return null;
        }

        var isVerified = to.IsVerified ?? (await addresses.FindAsync(to.User, cancellation))?.User.IsVerified ?? false;
        var name = isVerified && TextRules.ErrorOfName(profile.FullName) is null ? profile.FullName : "";
        var greeting = name.Length > 0 ? $"Hello {name}," : "Hello,";
        return new Mail(
            links.MessageId($"{about.Stream}/{about.Version}"), to.Address ?? profile.Email, name, text.Subject,
            MailLayout.Text(greeting, text.Sentence, link, text.Closing),
            MailLayout.Html(greeting, text.Sentence, text.Button ?? "", link, text.Closing));
    }
}
