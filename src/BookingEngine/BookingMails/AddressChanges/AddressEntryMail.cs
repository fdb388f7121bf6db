using System.Runtime.CompilerServices;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Branding;
using BookingEngine.CalendarEntries;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Ports;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;
using NodaTime;

namespace BookingEngine.BookingMails.AddressChanges;

/// <summary>Moves the entries of a user's appointments to the calendar of a new mail address: one mail for each appointment removes the entry from the
/// calendar of the former address, another one adds it to that of the new one. The mail is composed from the booking's event, and its ordinal
/// is the version of the change in the user's stream.</summary>
/// <param name="kind">One of the two.</param>
public sealed class AddressEntryMail(
    MailKind kind, BookingMailWriter bookings, BookingContacts contacts, EarlierMailsReader earlier, AddressChangeReader changes, ListBookingsHandler lists,
    TimeProvider time) : IMailTemplate
{
    private const int PageSize = 200;

    public MailKind Kind => kind;

    public string Handler => AccountMails.Handler;

    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is EmailChanged;

    public Task<IReadOnlyList<string>> FindRecipientsAsync(RecordedEvent recorded, CancellationToken cancellation) =>
        Task.FromResult(AccountMails.OwnerOf(recorded));

    public async Task<IReadOnlyList<PlannedMail>> PlanAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var user = new UserId(Guid.Parse(recorded.Stream.Id));
        List<PlannedMail> planned = [];
        await foreach (var booking in AheadAsync(user, recorded.Metadata.RecordedAt, cancellation))
        {
            if (await bookings.ReadLastAsync(booking.Id, cancellation) is { Event: var last })
            {
                planned.Add(new(last.Stream, last.Version, new DeliveryKey(kind.Name, (int)recorded.Version, $"{user}"), DueAt: null));
            }
        }

        return planned;
    }

    private async IAsyncEnumerable<Booking> AheadAsync(UserId user, Instant from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = new BookingFilter { OfOwn = true, Statuses = [BookingStatus.Confirmed, BookingStatus.Pending], From = new RangeBound(null, from) };
        string? after = null;
        do
        {
            var listed = await lists.HandleAsync(new ListBookings(user, after, PageSize) { Filter = filter }, cancellation);
            var page = listed.IsRefused(out _, out var found) ? new BookingPage([], null) : found;
            foreach (var booking in page.Bookings)
            {
                yield return booking;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    public async Task<ComposedMail> ComposeAsync(RecordedEvent recorded, Delivery delivery, CancellationToken cancellation)
    {
        var user = new UserId(Guid.Parse(delivery.Key!.Recipient));
        if (await bookings.ReadAsync(recorded, cancellation) is not { } story)
        {
            return ComposedMail.Waiting;
        }

        if (time.Now() >= story.After.End || await changes.FindAsync(user, delivery.Key.Ordinal, cancellation) is not { } change
            || await contacts.FindUserAsync(user, cancellation) is not { } person)
        {
            return ComposedMail.Unneeded;
        }

        var hadEntry = await HadEntryAsync(story, change, user, cancellation);
        return kind == MailKinds.EntryRemoved
            ? hadEntry ? await WriteAsync(change.Former, EntryMethod.Cancel) : ComposedMail.Unneeded
            : IsWanted(story, change, user, hadEntry) ? await WriteAsync(change.Email, EntryMethod.Request) : ComposedMail.Unneeded;

        Task<ComposedMail> WriteAsync(string address, EntryMethod method) => bookings.WriteEntryAsync(
            kind, delivery, story, (person with { Address = address }).ToRecipient(story.Languages)!, method, change.At, cancellation);
    }

    // A later mail about the booking brings the entry itself.
    private static bool IsWanted(BookingStory story, AddressChange change, UserId user, bool hadEntry) =>
        change.IsLast && story.IsLastOfCustomer && story.Now.UserId == user
        && (story.Now.Status is BookingStatus.Confirmed || (hadEntry && story.Now.Status is BookingStatus.Pending));

    // What was accepted between the change before and this one was in the former address's mailbox.
    private async Task<bool> HadEntryAsync(BookingStory story, AddressChange change, UserId user, CancellationToken cancellation)
    {
        if (await earlier.HadEntryAsync(story, change.Previous?.At ?? Instant.MinValue, change.At, cancellation))
        {
            return true;
        }

        foreach (var told in change.Previous is { } previous ? story.Events.Take(story.Position + 1) : [])
        {
            var key = new DeliveryKey(MailKinds.EntryAdded.Name, (int)change.Previous!.Value.Version, $"{user}");
            if (await earlier.WasDeliveredAsync(told, key, change.Previous.Value.At, change.At, cancellation))
            {
                return true;
            }
        }

        return false;
    }
}
