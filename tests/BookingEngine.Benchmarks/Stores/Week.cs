using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
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

    public static async Task FillAsync(IServiceProvider services)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var hours = new OpeningHours([.. Enumerable.Repeat<ImmutableArray<HoursInterval>>([new(new(9 * 60), new(17 * 60))], Days)], []);
        var resource = await services.GetRequiredService<CreateResourceHandler>().HandleAsync(
            new CreateResource(DefaultCatalogue.InitialResource with { Id = Resource, Hours = hours }), ContextAt(now), CancellationToken.None);
        var service = await services.GetRequiredService<CreateServiceHandler>().HandleAsync(
            new CreateService(DefaultCatalogue.InitialService with { Id = new(Service), ResourceIds = [Resource] }), ContextAt(now), CancellationToken.None);
        if ((resource.Refusal ?? service.Refusal) is { } refusal)
        {
            throw new BenchmarkException(refusal.Detail);
        }

        var (store, catalogue) = (services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCatalogue>());
        var user = new UserId(Bookings.NewId());
        await store.AppendAsync([Bookings.Commit(
            catalogue, expectedVersion: 1, now, [.. EverySecondStart().Select(start => Bookings.At(start, Resource, user))])]);
    }

    private static IEnumerable<Instant> EverySecondStart() =>
        from day in Enumerable.Range(0, Days)
        from n in Enumerable.Range(0, StartsOfDay / 2)
        select Monday + Duration.FromDays(day) + Duration.FromHours(n);

    private static CommandContext ContextAt(Instant now) => new(new CommitId(Bookings.NewId()), now, null, "benchmark");
}
