using BookingEngine.Aggregates;
using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Users.Verification;

/// <summary>The mail with a link to verify the address.</summary>
public sealed class VerificationMail(AggregateLoader loader, LinkTokens tokens, AccountMails mails, TimeProvider time) : IMailTemplate
{
    public MailKind Kind => MailKinds.Verification;

    public string Handler => AccountMails.FirstHandler;

    public bool IsOnlyMail => true;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EmailVerificationRequested;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult(AccountMails.OwnerOf(recorded));

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var requested = (EmailVerificationRequested)recorded.Event;
        var token = tokens.Create(LinkPurpose.VerifyEmail, new UserId(Guid.Parse(recorded.Stream.Id)), requested.RequestId);
        var user = (await loader.RefreshAsync<User>(recorded.Stream, cancellation)).State;
        var isObsolete = user.Verification != requested || time.Now() >= requested.ExpiresAt;
        return isObsolete ? ComposedMail.Unneeded : await mails.WriteAsync(Kind, delivery, new() { Link = links => links.VerifyEmail(token) }, cancellation);
    }
}
