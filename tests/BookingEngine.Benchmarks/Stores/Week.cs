using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Hours;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Benchmarks.Stores;

/// <summary>A resource that is open from 9 to 17 with half of one week booked, and its service.</summary>
public static class Week
{
    public const string Service = "week", From = "2031-01-06", To = "2031-01-13";
    private const int Days = 7, StartsOfDay = 16;
    private static readonly ResourceId Resource = new("week");
    private static readonly Instant Monday = Instant.FromUtc(2031, 1, 6, 9, 0);

    /// <param name="past">The number of past bookings of the resource.</param>
    public static async Task FillAsync(IServiceProvider services, int past = 0)
    {
        var hours = new OpeningHours([.. Enumerable.Repeat<ImmutableArray<HoursInterval>>([new(new(9 * 60), new(17 * 60))], Days)], []);
        await CatalogueSeed.CreateAsync(services, DefaultCatalogue.InitialResource with { Id = Resource, Hours = hours });
        await CatalogueSeed.CreateAsync(services, DefaultCatalogue.InitialService with { Id = new(Service), ResourceIds = [Resource] });
        var version = await Seed.PastAsync(services, Resource, version: 1, past);
        var (store, catalogue) = (services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCatalogue>());
        var user = new UserId(Bookings.NewId());
        await store.AppendAsync([Bookings.Commit(
            catalogue, version, SystemClock.Instance.GetCurrentInstant(), [.. EverySecondStart().Select(start => Bookings.At(start, Resource, user))])]);
    }

    private static IEnumerable<Instant> EverySecondStart() =>
        from day in Enumerable.Range(0, Days)
        from n in Enumerable.Range(0, StartsOfDay / 2)
        select Monday + Duration.FromDays(day) + Duration.FromHours(n);
}
