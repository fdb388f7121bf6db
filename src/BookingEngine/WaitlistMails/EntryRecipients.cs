using BookingEngine.EventSourcing;
using BookingEngine.Waitlist;

namespace BookingEngine.WaitlistMails;

internal static class EntryRecipients
{
    /// <summary>The customer of the event's entry.</summary>
    /// <exception cref="EntryNotReadException">The event is handled again.</exception>
    public static async Task<IReadOnlyList<string>> RecipientsOfAsync(this WaitlistEntries entries, RecordedEvent recorded, CancellationToken cancellation) =>
        await entries.FindAsync(((IEntryEvent)recorded.Event).EntryId, cancellation) is { } entry ? [$"{entry.UserId}"] : throw new EntryNotReadException();
}

/// <summary>The read model does not have an entry yet.</summary>
public sealed class EntryNotReadException() : Exception("An entry of a waitlist is not in the read model yet.");
