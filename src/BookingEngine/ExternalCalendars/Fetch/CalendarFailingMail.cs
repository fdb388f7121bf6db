using BookingEngine.Aggregates;
using BookingEngine.BookingMails;
using BookingEngine.Branding;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;
using BookingEngine.Users.Roles;

namespace BookingEngine.ExternalCalendars.Fetch;

/// <summary>Tells the administrators that an external calendar could not be read for a day. It names the calendar's host only.</summary>
public sealed class CalendarFailingMail(AggregateLoader loader, FeedSecrets secrets, AccountMails mails) : IMailTemplate
{
    public MailKind Kind => MailKinds.CalendarFailing;

    public string Handler => BookingMailWriter.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is ExternalCalendarFailing;

    public async Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        [.. (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.Admins.Select(admin => admin.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Unneeded if the resource no longer has the calendar.</summary>
    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var failing = (ExternalCalendarFailing)recorded.Event;
        var state = (await loader.RefreshAsync<Calendar>(recorded.Stream, cancellation)).State;
        return state.ExternalCalendars.Calendars.FirstOrDefault(known => known.Feed == failing.Feed) is { } calendar
            && (await secrets.DecryptAsync([calendar], cancellation)).GetValueOrDefault(calendar.Feed) is { } secret
                ? await mails.WriteAsync(
                    Kind, delivery,
                    new()
                    {
                        User = new UserId(Guid.Parse(delivery.Key!.Recipient)),
                        Values = [new("host", secret.Host), new("resource", state.Resource.Value?.Name)],
                    },
                    cancellation)
                : ComposedMail.Unneeded;
    }
}
