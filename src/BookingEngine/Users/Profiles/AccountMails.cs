using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Notifications.Templates;
using BookingEngine.Unicode;

namespace BookingEngine.Users.Profiles;

/// <summary>What a mail about an account says.</summary>
public sealed record AccountMailContent
{
    /// <summary>Whom it is for; null for the user of the event's stream.</summary>
    public UserId? User { get; init; }

    /// <summary>Where to send it; null for the user's present address.</summary>
    public string? Address { get; init; }

    /// <summary>Whether the user has verified that address; null if the user's present one decides.</summary>
    public bool? IsVerified { get; init; }

    /// <summary>The link to follow; null for none.</summary>
    public Func<PublicLinks, Uri>? Link { get; init; }

    /// <summary>The address that the mail is about; null for none.</summary>
    public string? Email { get; init; }

    /// <summary>What the kind's templates may use besides.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Values { get; init; } = [];
}

/// <summary>Writes mails to users about their accounts. Name and address are decrypted only for this. Anybody can enter the address of somebody else,
/// so a mail to an address that is not verified has no text of the user's, not even the name.</summary>
public sealed class AccountMails(GetProfileHandler profiles, AddressLookup addresses, PublicLinks links, MailWriter writer)
{
    /// <summary>The event handler that records the deliveries of account mails from when an event had one mail.</summary>
    public const string FirstHandler = "mails";

    /// <summary>The event handler of later account mails. It starts with them.</summary>
    public const string Handler = "account-mails";

    public static IReadOnlyList<string> OwnerOf(RecordedEvent recorded) => [recorded.Stream.Id];

    /// <summary>Unneeded if the person was erased.</summary>
    public async Task<ComposedMail> WriteAsync(MailKind kind, Delivery delivery, AccountMailContent content, CancellationToken cancellation)
    {
        var user = content.User ?? new UserId(Guid.Parse(delivery.Stream.Id));
        if (await profiles.HandleAsync(user, cancellation) is not { } to)
        {
            return ComposedMail.Unneeded;
        }

        var isVerified = content.IsVerified ?? (await addresses.FindAsync(user, cancellation))?.User.IsVerified ?? false;
        var name = isVerified && TextRules.ErrorOfName(to.FullName) is null ? to.FullName : "";
        var recipient = new MailRecipient(content.Address ?? to.Email, name, to.Locale is { } locale ? [locale] : []);
        return ComposedMail.Of(await writer.WriteAsync(
            new MailDraft(kind, links.MessageId(delivery.Id), recipient, voice =>
            [
                new("action_url", content.Link?.Invoke(voice.Links).AbsoluteUri),
                new("email", content.Email),
                .. content.Values,
            ]),
            cancellation));
    }
}
