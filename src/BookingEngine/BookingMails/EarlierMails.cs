using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using NodaTime;

namespace BookingEngine.BookingMails;

/// <summary>What a recipient got about a booking before.</summary>
/// <param name="FirstId">The delivery's id of the first mail; null if there was none.</param>
/// <param name="AreOnTheirWay">Whether one is not settled yet. Mails about one booking go out in order: otherwise a cancellation could come before the
/// entry that it removes.</param>
/// <param name="HaveEntry">Whether the recipient got an entry for the calendar.</param>
public sealed record EarlierMails(string? FirstId, bool AreOnTheirWay, bool HaveEntry);

/// <summary>Looks up earlier mails by the deliveries.</summary>
public sealed class EarlierMailsReader(IDeliveries deliveries)
{
    /// <param name="kindOf">The kind of mail that the recipient gets of an event.</param>
    /// <param name="recipientAt">The recipient's id in the deliveries of an event.</param>
    public async Task<EarlierMails> FindAsync(
        BookingStory story, Func<IBookingEvent, MailKind?> kindOf, Func<int, string> recipientAt, CancellationToken cancellation)
    {
        var found = new EarlierMails(null, AreOnTheirWay: false, HaveEntry: false);
        for (var n = 0; n < story.Position; n++)
        {
            var recorded = story.Events[n];
            if (kindOf((IBookingEvent)recorded.Event) is not { } kind)
            {
                continue;
            }

            var id = Delivery.IdOf(recorded.Stream, recorded.ToldVersion(), new DeliveryKey(kind.Name, 0, recipientAt(n)));
            if (await deliveries.FindAsync(id, cancellation) is { } delivery)
            {
                found = new(
                    found.FirstId ?? id, found.AreOnTheirWay || delivery.State is DeliveryState.Pending,
                    found.HaveEntry || (delivery.State is DeliveryState.Delivered && story.States[n].Status is BookingStatus.Confirmed));
            }
        }

        return found;
    }

    /// <summary>Whether the customer got an entry within the time, by a mail about the booking itself.</summary>
    public async Task<bool> HadEntryAsync(BookingStory story, Instant after, Instant until, CancellationToken cancellation)
    {
        for (var n = story.Position; n >= 0; n--)
        {
            if (story.States[n].Status is BookingStatus.Confirmed && BookingMailKinds.OfCustomer(story.Events[n].Event) is { } kind
                && await WasDeliveredAsync(story.Events[n], new DeliveryKey(kind.Name, 0, $"{story.States[n].UserId}"), after, until, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the mail was accepted within the time. A delivery that has ended keeps when it did.</summary>
    public async Task<bool> WasDeliveredAsync(RecordedEvent recorded, DeliveryKey key, Instant after, Instant until, CancellationToken cancellation) =>
        await deliveries.FindAsync(Delivery.IdOf(recorded.Stream, recorded.ToldVersion(), key), cancellation) is { State: DeliveryState.Delivered, NextAt: var at }
        && at > after && at <= until;
}
