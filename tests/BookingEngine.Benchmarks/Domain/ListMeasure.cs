using System.Diagnostics;
using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Stores;
using BookingEngine.Bookings.Lists;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Benchmarks.Domain;

/// <summary>Compares lists in a store with a thousand bookings of other users and in one with a million: own bookings, and an administrator's
/// filters. The stores alternate.</summary>
public static class ListMeasure
{
    private const int Few = 1_000, Many = 1_000_000, Own = 10, Rounds = 1_000, Page = 50;
    private static readonly UserId User = new(Stores.Bookings.NewId());
    private static readonly ResourceId Resource = Stores.Bookings.Resource("seed", 7);
    private static readonly RangeBound Start = At(5), End = At(10);

    // The compared lists are equally long in both stores: each resource has 20 bookings in the smaller one.
    private static readonly (string What, int Expected, BookingFilter Filter)[] Lists =
    [
        ("One's own", Own, BookingFilter.None),
        ("Everybody's, a page", Page, new() { OfAll = true }),
        ("By status", Page, new() { OfAll = true, Statuses = [BookingStatus.Confirmed] }),
        ("By service", Page, new() { OfAll = true, ServiceId = DefaultCatalogue.Service }),
        ("By service and two statuses", Page, new() { OfAll = true, ServiceId = DefaultCatalogue.Service, Statuses = [BookingStatus.Confirmed, BookingStatus.Pending] }),
        ("By a status that none has", 0, new() { OfAll = true, Statuses = [BookingStatus.NoShow] }),
        ("A resource's, of a range", 5, new() { ResourceId = Resource, From = Start, To = End }),
        ("A resource's by status, of a range", 5, new() { ResourceId = Resource, Statuses = [BookingStatus.Confirmed], From = Start, To = End }),
        ("Another user's", Own, new() { UserId = User }),
    ];

    public static async Task RunAsync(Table table)
    {
        Console.WriteLine($"Listing bookings beside {Few:N0} and beside {Many:N0} of others");
        using Deployment smaller = new(), larger = new();
        await using ServiceProvider few = smaller.Open(), many = larger.Open();
        await FillAsync(few, Few);
        await FillAsync(many, Many);
        foreach (var (what, expected, filter) in Lists)
        {
            var (small, large) = await MedianAsync(few, many, filter, expected);
            var ratio = large / small;
            table.Add(what, $"{large:0.0} µs : {small:0.0} µs = {ratio:0.00}", "1.20", ratio <= 1.2 ? "yes" : "no");
        }
    }

    private static async Task FillAsync(ServiceProvider services, int count)
    {
        await Seed.BookingsAsync(services, count);
        var (store, catalogue) = (services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCatalogue>());
        BookingMade[] own = [.. Enumerable.Range(0, Own).Select(n => Stores.Bookings.At(n, new ResourceId("own"), User))];
        await store.AppendAsync([Stores.Bookings.Commit(catalogue, 0, SystemClock.Instance.GetCurrentInstant(), own)]);
    }

    /// <summary>In microseconds.</summary>
    private static async Task<(double Few, double Many)> MedianAsync(ServiceProvider few, ServiceProvider many, BookingFilter filter, int expected)
    {
        ListBookingsHandler[] handlers = [few.GetRequiredService<ListBookingsHandler>(), many.GetRequiredService<ListBookingsHandler>()];
        List<double>[] times = [[], []];
        for (var round = -Rounds / 5; round < Rounds; round++)
        {
            for (var i = 0; i < handlers.Length; i++)
            {
                var took = await AskAsync(handlers[i], filter, expected);
                if (round >= 0)
                {
                    times[i].Add(took);
                }
            }
        }

        return (times[0].Order().ElementAt(Rounds / 2), times[1].Order().ElementAt(Rounds / 2));
    }

    private static async Task<double> AskAsync(ListBookingsHandler handler, BookingFilter filter, int expected)
    {
        var query = new ListBookings(User, null, filter.IsOwn(User) ? null : Page) { Role = Role.Admin, Filter = filter };
        var start = Stopwatch.GetTimestamp();
        var outcome = await handler.HandleAsync(query, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        return !outcome.IsRefused(out _, out var page) && page.Bookings.Count == expected
            ? took
            : throw new BenchmarkException($"{filter} gave {page?.Bookings.Count} bookings instead of {expected}.");
    }

    private static RangeBound At(int n) => new(null, Stores.Bookings.At(n, Resource, User).Start);
}
