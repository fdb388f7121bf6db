using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Users.EmailChanges;

/// <summary>A mail about a change of the address.</summary>
public abstract class EmailChangeMail(MailKind kind) : IMailTemplate
{
    public MailKind Kind => kind;

    public string Handler => AccountMails.FirstHandler;

    public bool IsOnlyMail => true;

    public abstract bool AppliesTo(IDomainEvent domainEvent);

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult(AccountMails.OwnerOf(recorded));

    public abstract Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation);
}

/// <summary>The mail to the new address: the link that completes the change, or to the owner of an address that is taken, that somebody asked
/// for it.</summary>
public sealed class EmailChangeLinkMail(AddressLookup addresses, LinkTokens tokens, AccountMails mails, TimeProvider time)
    : EmailChangeMail(MailKinds.EmailChange)
{
    public override bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EmailChangeRequested;

    public override async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var requested = (EmailChangeRequested)recorded.Event;
        var id = new UserId(Guid.Parse(recorded.Stream.Id));
        if (await addresses.FindPendingAsync(id, requested.RequestId, time.Now(), cancellation) is not { Key: { } key }
            || EmailAddress.TryParseKnown(key.Decrypt(requested.Email)) is not { } email)
        {
            return ComposedMail.Unneeded;
        }

        if (await addresses.FindAsync(email, cancellation) is { User.Id: var owner } && owner != id)
        {
            return await mails.WriteAsync(MailKinds.EmailTaken, delivery, new() { User = owner }, cancellation);
        }

        var token = tokens.Create(LinkPurpose.ChangeEmail, id, requested.RequestId);
        return await mails.WriteAsync(
            Kind, delivery, new() { Address = email.Value, IsVerified = false, Link = links => links.ChangeEmail(token) }, cancellation);
    }
}

/// <summary>The mail to the present address when a change is requested. Its owner can still stop it.</summary>
public sealed class EmailChangeAnnouncedMail(AddressLookup addresses, AccountMails mails, TimeProvider time)
    : EmailChangeMail(MailKinds.EmailChangeAnnounced)
{
    public override bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EmailChangeAnnounced;

    public override async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var id = new UserId(Guid.Parse(recorded.Stream.Id));
        return await addresses.FindPendingAsync(id, ((EmailChangeAnnounced)recorded.Event).RequestId, time.Now(), cancellation) is { Key: { } key, User: var user }
            ? await mails.WriteAsync(
                Kind, delivery, new()
                {
                    Address = key.Decrypt(user.Email),
                    IsVerified = user.IsVerified,
                    Email = user.IsVerified ? key.Decrypt(user.EmailChange!.Email) : null,
                },
                cancellation)
            : ComposedMail.Unneeded;
    }
}

/// <summary>The mail to the former address when it has changed.</summary>
public sealed class EmailChangedMail(AddressLookup addresses, AccountMails mails) : EmailChangeMail(MailKinds.EmailChanged)
{
    public override bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EmailChanged;

    public override async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var (changed, id) = ((EmailChanged)recorded.Event, new UserId(Guid.Parse(recorded.Stream.Id)));
        return await addresses.FindAsync(id, cancellation) is { Key: { } key }
            ? await mails.WriteAsync(
                Kind, delivery, new()
                {
                    Address = key.Decrypt(changed.FormerEmail),
                    IsVerified = changed.WasVerified,
                    Email = changed.WasVerified ? key.Decrypt(changed.Email) : null,
                },
                cancellation)
            : ComposedMail.Unneeded;
    }
}
