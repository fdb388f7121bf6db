using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Users.EmailChanges;

/// <summary>The mail to the new address: the link that completes the change, or to the owner of an address that is taken, that somebody asked
/// for it.</summary>
public sealed class EmailChangeLinkMail(AddressLookup addresses, LinkTokens tokens, PublicLinks links, AccountMails mails, TimeProvider time) : IMailTemplate
{
    private static readonly AccountMailText LinkText = new(
        "Confirm your new mail address",
        "we were asked to change the mail address of your account to this one. Confirm within a day that the address is yours:",
        "Confirm the new address",
        "If it was not you who asked, you need do nothing: the account keeps its address.");

    private static readonly AccountMailText TakenText = new(
        "You have an account with this mail address",
        "somebody asked to use this mail address for another account. It belongs to your account, so nothing changes.",
        null,
        "If it was you, sign in with this address instead. If not, you need do nothing.");

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EmailChangeRequested;

    public async Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var requested = (EmailChangeRequested)recorded.Event;
        var id = new UserId(Guid.Parse(recorded.Stream.Id));
        if (await addresses.FindPendingAsync(id, requested.RequestId, time.Now(), cancellation) is not { Key: { } key }
            || EmailAddress.TryParseKnown(key.Decrypt(requested.Email)) is not { } email)
        {
            return null;
        }

        return await addresses.FindAsync(email, cancellation) is { User.Id: var owner } && owner != id
            ? await mails.WriteAsync(recorded, TakenText, link: null, new MailRecipient(owner), cancellation)
            : await mails.WriteAsync(
                recorded, LinkText, links.ChangeEmail(tokens.Create(LinkPurpose.ChangeEmail, id, requested.RequestId)),
                new MailRecipient(id) { Address = email.Value, IsVerified = false }, cancellation);
    }
}

/// <summary>The mail to the present address when a change is requested. Its owner can still stop it.</summary>
public sealed class EmailChangeAnnouncedMail(AddressLookup addresses, AccountMails mails, TimeProvider time) : IMailTemplate
{
    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EmailChangeAnnounced;

    public async Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var id = new UserId(Guid.Parse(recorded.Stream.Id));
        return await addresses.FindPendingAsync(id, ((EmailChangeAnnounced)recorded.Event).RequestId, time.Now(), cancellation) is { Key: { } key, User: var user }
            ? await mails.WriteAsync(
                recorded, TextOf(user.IsVerified ? $"to {key.Decrypt(user.EmailChange!.Email)}" : "to another one"), link: null,
                new MailRecipient(id) { Address = key.Decrypt(user.Email), IsVerified = user.IsVerified }, cancellation)
            : null;
    }

    private static AccountMailText TextOf(string next) => new(
        "Your mail address is about to change",
        $"we were asked to change the mail address of your account {next}. It changes when the link in our mail to that address is followed.",
        null,
        "If it was not you who asked, change your password now. That stops the change.");
}

/// <summary>The mail to the former address when it has changed.</summary>
public sealed class EmailChangedMail(AddressLookup addresses, AccountMails mails) : IMailTemplate
{
    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EmailChanged;

    public async Task<Mail?> ComposeAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var (changed, id) = ((EmailChanged)recorded.Event, new UserId(Guid.Parse(recorded.Stream.Id)));
        return await addresses.FindAsync(id, cancellation) is { Key: { } key }
            ? await mails.WriteAsync(
                recorded, TextOf(changed.WasVerified ? $"is {key.Decrypt(changed.Email)} now" : "has changed"), link: null,
                new MailRecipient(id) { Address = key.Decrypt(changed.FormerEmail), IsVerified = changed.WasVerified }, cancellation)
            : null;
    }

    private static AccountMailText TextOf(string isNext) => new(
        "Your mail address has changed",
        $"the mail address of your account {isNext}. Sign in with it from now on. This is our last mail to this address.",
        null,
        "If it was not you who changed it, contact us at once.");
}
