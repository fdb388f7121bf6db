using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.PublicBookings;
using BookingEngine.Users;

namespace BookingEngine.Export;

/// <summary>Reads what was entered with a person's address by somebody who has not proved it.</summary>
public sealed class ExportedUnproved(UnprovedPersons unproved, ExportedBookings bookings, ExportedRequests requests)
{
    /// <param name="person">A guest, or an account. Of an account whose address is not verified there is nothing: it may be another person's.</param>
    public async Task<UnprovedExport> ReadAsync(UserId person, CancellationToken cancellation)
    {
        var found = UnprovedExport.None;
        foreach (var id in await unproved.FindAsync(person, cancellation))
        {
            found = new(
                [.. found.Bookings, .. await bookings.ReadAsync(id, cancellation)], [.. found.Requests, .. await requests.ReadAsync(id, cancellation)]);
        }

        return found;
    }
}

/// <summary>Reads the forms that wait for the link in a mail to be followed.</summary>
public sealed class ExportedRequests(IEventStore store, EventCatalogue catalogue, BookingTexts texts)
{
    private const int PageSize = 100;

    /// <summary>Omits those that are booked, and those that have expired: their texts are erased.</summary>
    /// <param name="unproved">The id of an address's unproved bookings.</param>
    public async Task<IReadOnlyList<ExportedRequest>> ReadAsync(UserId unproved, CancellationToken cancellation)
    {
        List<ExportedRequest> exported = [];
        var version = 0L;
        while (await store.ReadAsync(unproved.Stream, version, PageSize, cancellation) is { Count: > 0 } commits)
        {
            foreach (var request in commits.SelectMany(catalogue.Read).Select(recorded => recorded.Event).OfType<BookingRequested>())
            {
                if (await texts.DecryptAsync(unproved, new BookingId(request.RequestId), request.Details, cancellation) is { } text)
                {
                    var (guest, details) = Guest.Split(text);
                    exported.Add(new(request, guest, details));
                }
            }

            version = commits[^1].Version;
        }

        return exported;
    }
}
