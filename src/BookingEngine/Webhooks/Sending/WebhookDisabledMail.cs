using BookingEngine.Aggregates;
using BookingEngine.Branding;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;
using BookingEngine.Users.Roles;
using BookingEngine.Webhooks.Endpoints;

namespace BookingEngine.Webhooks.Sending;

/// <summary>Tells the administrators that an endpoint was disabled.</summary>
public sealed class WebhookDisabledMail(AggregateLoader loader, AccountMails mails) : IMailTemplate
{
    /// <summary>The event handler that records its deliveries.</summary>
    public const string WebhookHandler = "webhook-mails";

    public MailKind Kind => MailKinds.WebhookDisabled;

    public string Handler => WebhookHandler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is WebhookDisabled;

    public async Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State;
        return [.. team.Members.Where(m => m.Value.Role is Role.Admin && team.IsActive(m.Key)).Select(m => $"{m.Key}").Order(StringComparer.Ordinal)];
    }

    public Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation) => mails.WriteAsync(
        Kind, delivery, new()
        {
            User = new UserId(Guid.Parse(delivery.Key!.Recipient)),
            Values = [new("host", ((WebhookDisabled)recorded.Event).Definition.Host)],
        },
        cancellation);
}
