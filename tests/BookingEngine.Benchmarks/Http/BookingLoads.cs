using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Load;
using BookingEngine.Benchmarks.Servers;
using BookingEngine.Benchmarks.Stores;

namespace BookingEngine.Benchmarks.Http;

/// <param name="IsSpread">Over 50 calendars instead of one.</param>
/// <param name="Clients">The number of concurrent requests or appends.</param>
public sealed record BookingLoad(bool IsSpread, int Clients, Measurement Measured);

/// <summary>Bookings on one store by few and by many clients, over 50 calendars and on one, and the same rows without HTTP.</summary>
public sealed record BookingLoads(IReadOnlyList<BookingLoad> Http, IReadOnlyList<BookingLoad> BareStore)
{
    public const int Count = 6;

    /// <summary>Over HTTP.</summary>
    public static async Task<IReadOnlyList<BookingLoad>> HttpAsync(ServerProcess server, LoadPlan plan, Steps steps)
    {
        List<BookingLoad> loads = [];
        foreach (var (isSpread, clients) in All(plan.Connections))
        {
            steps.Next($"POST /bookings {On(isSpread)}, {clients} clients");
            await server.WaitUntilIdleAsync();
            var kind = plan with { Kind = isSpread ? "spread" : "book", Connections = clients };
            loads.Add(new(isSpread, clients, await LoadGenerator.RunAsync(kind, server, warmUpSeconds: loads.Count == 0 ? 4 : 2)));
        }

        return loads;
    }

    /// <summary>Appended to the store in this process.</summary>
    public static async Task<IReadOnlyList<BookingLoad>> BareStoreAsync(IServiceProvider services, Options options, Steps steps)
    {
        var store = ActivatorUtilities.CreateInstance<BareStore>(services);
        await store.RunAsync(Seed.Calendars, options.Connections, TimeSpan.FromSeconds(2));
        List<BookingLoad> loads = [];
        foreach (var (isSpread, clients) in All(options.Connections))
        {
            steps.Next($"The bare store, {On(isSpread)}, {clients} at once");
            loads.Add(new(isSpread, clients, await store.RunAsync(isSpread ? Seed.Calendars : 1, clients, TimeSpan.FromSeconds(options.Seconds))));
        }

        return loads;
    }

    /// <summary>The bare store under the same load.</summary>
    public Measurement BareOf(BookingLoad load) => BareStore.Single(b => b.IsSpread == load.IsSpread && b.Clients == load.Clients).Measured;

    private static string On(bool isSpread) => isSpread ? "over 50 calendars" : "on one calendar";

    private static IEnumerable<(bool IsSpread, int Clients)> All(int most) =>
        from isSpread in (bool[])[true, false]
        from clients in (int[])[1, 8, most]
        select (isSpread, clients);
}
