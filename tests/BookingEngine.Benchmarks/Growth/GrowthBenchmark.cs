using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Load;
using BookingEngine.Benchmarks.Servers;

namespace BookingEngine.Benchmarks.Growth;

/// <summary>Whether requests over HTTP cost the same however much there is. The stores take turns, each time in a new process, so that other work on
/// the machine and compilation affect all of them alike.</summary>
public sealed class GrowthBenchmark(Options options, Report report)
{
    /// <summary>So few that the calendar with few past events stays one.</summary>
    private const int Bookings = 2_000, WarmUpBookings = 3_000;

    public async Task RunAsync()
    {
        var curves = GrowthStores.CurvesOf(options);
        var steps = new Steps(curves.Sum(c => c.Sizes.Count) * (options.Rounds + 1));
        List<GrowthStore> stores = [];
        try
        {
            foreach (var curve in curves)
            {
                await MeasureAsync(curve, steps, stores);
            }

            await report.WriteAsync("growth", [.. curves.Select(curve => GrowthTables.Of(stores, curve))]);
            await report.DrawAsync("benchmarks-growth.svg", [.. curves.Select(curve => GrowthTables.ChartOf(stores, curve))]);
        }
        finally
        {
            stores.ForEach(store => store.Deployment.Dispose());
        }
    }

    private async Task MeasureAsync(GrowthCurve curve, Steps steps, List<GrowthStore> stores)
    {
        foreach (var size in curve.Sizes)
        {
            steps.Next($"{curve.Name}: filling {size:N0}");
            stores.Add(await GrowthStores.FillAsync(curve, size));
        }

        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var store in stores.Where(s => s.Curve == curve))
            {
                steps.Next($"{curve.Name}: {store.Size:N0}, round {round + 1}");
                store.Rounds.Add(await RoundAsync(store));
            }
        }
    }

    private async Task<GrowthRound> RoundAsync(GrowthStore store)
    {
        var (deployment, readers, bookers) = (store.Deployment, store.Deployment.FileFor(GrowthStores.Readers), store.Deployment.FileFor(GrowthStores.Bookers));
        var plan = new LoadPlan("list", new Uri("http://localhost"), deployment.ApiKey, readers, 0, options.Seconds, options.Connections);
        await using var server = await ServerProcess.LocalHostAsync(deployment.Variables);
        await server.WaitUntilIdleAsync();
        var list = await LoadGenerator.RunAsync(plan, server);
        var free = await LoadGenerator.RunAsync(plan with { Kind = "free" }, server, warmUpSeconds: 3);
        var book = plan with { TokensFile = bookers, Count = Bookings };
        await LoadGenerator.MeasureAsync(book with { Kind = "spread", Count = WarmUpBookings }, server);
        return new(await LoadGenerator.MeasureAsync(book with { Kind = "book" }, server), list, free);
    }
}
