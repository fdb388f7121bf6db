using BookingEngine.Aggregates;
using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Users.Profiles;
using BookingEngine.Users.Roles;

namespace BookingEngine.Users.Notices;

/// <summary>The first mail to a user: at the registration, or once the address is verified where that is asked for.</summary>
public sealed class WelcomeMail(IEventStore store, EventCatalogue catalogue, AccountMails mails) : IMailTemplate
{
    private const int FirstCommits = 1;

    public MailKind Kind => MailKinds.Welcome;

    public string Handler => AccountMails.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is UserRegistered or EmailVerified;

    public async Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var commits = await store.ReadAsync(recorded.Stream, 0, FirstCommits, cancellation);
        var asksFirst = catalogue.Read(commits[0]).Any(e => e.Event is EmailVerificationRequested);
        var isFirst = recorded.Event is UserRegistered != asksFirst;
        return isFirst ? AccountMails.OwnerOf(recorded) : [];
    }

    public Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation) =>
        mails.WriteAsync(Kind, delivery, new(), cancellation);
}

/// <summary>Tells a user that the password has changed, in case it was somebody else.</summary>
public sealed class PasswordChangedMail(AccountMails mails) : IMailTemplate
{
    public MailKind Kind => MailKinds.PasswordChanged;

    public string Handler => AccountMails.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is PasswordChanged or PasswordReset;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult(AccountMails.OwnerOf(recorded));

    public Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation) =>
        mails.WriteAsync(Kind, delivery, new(), cancellation);
}

/// <summary>Tells a user of the deactivation. It is in the team's stream.</summary>
public sealed class DeactivatedMail(AggregateLoader loader, AccountMails mails) : IMailTemplate
{
    /// <summary>The event handler that records its deliveries.</summary>
    public const string TeamHandler = "team-mails";

    public MailKind Kind => MailKinds.Deactivated;

    public string Handler => TeamHandler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is UserDeactivated;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([$"{((UserDeactivated)recorded.Event).UserId}"]);

    /// <summary>Unneeded if the user is active again by now.</summary>
    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var user = ((UserDeactivated)recorded.Event).UserId;
        return (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.IsActive(user)
            ? ComposedMail.Unneeded
            : await mails.WriteAsync(Kind, delivery, new() { User = user }, cancellation);
    }
}
