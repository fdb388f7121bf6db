using System.Text;
using BookingEngine.CalendarFeeds;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Told;

/// <summary>The customer's feed, and of each resource one with its appointments and one with its busy times.</summary>
internal sealed class ToldFeeds(IServiceProvider observer)
{
    // Reading a feed takes several reads, and a test may do it ten thousand times: on a database some resources have to do.
    private readonly List<(ResourceId? Resource, bool IsBusyOnly, string Secret)> _feeds = [];

    public async Task MakeAsync(ToldPeople people, UserId customer, IEnumerable<ResourceId> resources)
    {
        _feeds.Add((null, false, await people.FeedAsync(customer, resource: null, isBusyOnly: false)));
        foreach (var resource in resources)
        {
            _feeds.Add((resource, false, await people.FeedAsync(customer, resource, isBusyOnly: false)));
            _feeds.Add((resource, true, await people.FeedAsync(customer, resource, isBusyOnly: true)));
        }
    }

    /// <summary>An appointment that was not decided so, and one of a participant that the booking's own calendar does not have.</summary>
    public async Task<IReadOnlyList<string>> FindFaultsAsync(DecidedBookings decided, Instant now)
    {
        List<string> faults = [];
        Dictionary<ResourceId, HashSet<BookingId>> shown = [];
        foreach (var (resource, isBusyOnly, secret) in _feeds)
        {
            var content = await observer.GetRequiredService<FeedReader>().FindAsync(secret, now, CancellationToken.None);
            List<IcsEntry> entries = [.. IcsEntry.Of(Encoding.UTF8.GetString(content!.Text))];
            var times = isBusyOnly ? decided.Times : decided.Appointments;
            faults.AddRange(entries.Where(entry => !times.Any(time => IsOf(entry, time, resource)))
                .Select(entry => $"the feed of {resource} has {entry}, which is not decided"));
            faults.AddRange(entries.GroupBy(entry => entry.Uid).Where(same => same.Count() > 1).Select(same => $"the feed of {resource} has {same.Key} twice"));
            if (resource is { } one && !isBusyOnly)
            {
                shown[one] = [.. entries.Select(entry => entry.Booking).OfType<BookingId>()];
            }
        }

        return
        [
            .. faults,
            .. from part in shown
               from booking in part.Value
               where decided.LeadOf(booking) is { } its && shown.TryGetValue(its, out var lead) && !lead.Contains(booking)
               select $"the feed of {part.Key} has {booking}, which its own calendar does not have",
        ];
    }

    // The entries of busy times have no id of a booking.
    private static bool IsOf(IcsEntry entry, (BookingId Booking, ResourceId Resource, Instant Start) time, ResourceId? resource) =>
        entry.Start == time.Start && (resource is null || resource == time.Resource) && (entry.Booking is null || entry.Booking == time.Booking);
}
