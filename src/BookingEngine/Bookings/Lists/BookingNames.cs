using System.Text.Json;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Guests;
using BookingEngine.Privacy;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Bookings.Lists;

/// <summary>The names that belong to the ids of a booking, as they are now. Null if there is none, or if the person was erased.</summary>
/// <param name="Location">Where the resource stands at the start of the booking.</param>
public sealed record BookingNames(string? Customer, string? Guest, string? Service, string? Resource, Location? Location)
{
    /// <summary>For a visit: the service and the resource of each segment. Empty for another booking.</summary>
    public IReadOnlyList<(string? Service, string? Resource)> Parts { get; init; } = [];
}

/// <summary>Finds the names for a list of bookings. Each customer, service, resource and location is read once. Only for callers who may read
/// the bookings with their details.</summary>
public sealed class BookingNamesReader(
    IReadModelStore models, PersonalData personal, BookingTexts texts, CatalogueCache catalogue, CatalogueReader<Resource> resources)
{
    /// <summary>As many keys as one read returns.</summary>
    private const int CustomersAtOnce = 100;

    /// <returns>The names of each booking, in the same order.</returns>
    public async Task<IReadOnlyList<BookingNames>> FindAsync(IReadOnlyList<Booking> bookings, CancellationToken cancellation)
    {
        var guests = await GuestsAsync(bookings, cancellation);
        var customers = await CustomersAsync(bookings.Select(booking => booking.UserId), cancellation);
        var services = await NamesAsync(bookings.Select(b => b.ServiceId).Concat(SegmentsOf(bookings).Select(s => s.ServiceId)), id => catalogue.ServiceAsync(id, cancellation));
        var found = await NamesAsync(bookings.Select(b => b.ResourceId).Concat(SegmentsOf(bookings).Select(s => s.ResourceId)), async id => (await resources.FindAsync(id.Value, cancellation))?.Value);
        var locations = await NamesAsync(
            found.Keys, async id => found[id] is { } resource ? await catalogue.LocationsOfAsync(resource, cancellation) : null);
        return [.. bookings.Select(Of)];

        BookingNames Of(Booking booking)
        {
            var (customer, resource) = (customers.GetValueOrDefault(booking.UserId), found[booking.ResourceId]);
            return new(
                customer?.Name, guests.GetValueOrDefault(booking.Id), services[booking.ServiceId]?.Name, resource?.Name,
                locations[booking.ResourceId]?.At(booking.Slot))
            {
                Parts = [.. SegmentsOf([booking]).Select(segment => (services[segment.ServiceId]?.Name, found[segment.ResourceId]?.Name))],
            };
        }
    }

    private static IEnumerable<BookedSegment> SegmentsOf(IEnumerable<Booking> bookings) => bookings.SelectMany(booking => booking.Segments ?? []);

    private static async Task<Dictionary<TId, T?>> NamesAsync<TId, T>(IEnumerable<TId> ids, Func<TId, Task<T?>> find)
        where TId : struct
        where T : class
    {
        Dictionary<TId, T?> found = [];
        foreach (var id in ids.Distinct())
        {
            found[id] = await find(id);
        }

        return found;
    }

    private async Task<Dictionary<UserId, Customer>> CustomersAsync(IEnumerable<UserId> users, CancellationToken cancellation)
    {
        Dictionary<UserId, Customer> customers = [];
        foreach (var some in users.Distinct().Chunk(CustomersAtOnce))
        {
            var keys = await personal.FindKeysAsync([.. some.Select(user => user.ToString())], cancellation);
            var known = some.Where(user => keys.ContainsKey(user.ToString())).ToArray();
            var profiles = await Task.WhenAll(known.Select(user => models.FindAsync(UsersProjection.ModelName, user.ToString(), cancellation)));
            foreach (var (user, profile) in known.Zip(profiles))
            {
                var key = keys[user.ToString()];
                customers[user] = new(profile is { Body: not null } ? key.Decrypt(UsersProjection.Read(profile).FullName) : null);
            }
        }

        return customers;
    }

    private async Task<Dictionary<BookingId, string?>> GuestsAsync(IReadOnlyList<Booking> bookings, CancellationToken cancellation)
    {
        Dictionary<BookingId, string?> guests = [];
        foreach (var some in bookings.Where(booking => booking.Details is not null).Chunk(BookingTexts.MaximumKeys))
        {
            var keys = await texts.FindKeysAsync([.. some.Select(booking => (booking.UserId, booking.Id))], cancellation);
            foreach (var booking in some)
            {
                guests[booking.Id] = GuestOf(keys.GetValueOrDefault((booking.UserId, booking.Id))?.Decrypt(booking.Details!.Value));
            }
        }

        return guests;
    }

    private static string? GuestOf(string? details)
    {
        if (details is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(details);
        return document.RootElement.TryGetProperty(Guest.Member, out var guest) ? guest.GetProperty("name").GetString() : null;
    }

    /// <param name="Name">Null for a guest, who has no profile.</param>
    private sealed record Customer(string? Name);
}
