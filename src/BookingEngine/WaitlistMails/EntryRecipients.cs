using BookingEngine.EventSourcing;
using BookingEngine.Waitlist;

namespace BookingEngine.WaitlistMails;

internal static class EntryRecipients
{
    /// <summary>The customer of the event's entry.</summary>
    /// <exception cref="EntryNotReadException">The event is handled again.</exception>
    public static async Task<IReadOnlyList<string>> RecipientsOfAsync(this WaitlistEntries entries, RecordedEvent recorded, CancellationToken cancellation) =>
        [$"{(await entries.OfEventAsync((IEntryEvent)recorded.Event, cancellation)).UserId}"];
}
