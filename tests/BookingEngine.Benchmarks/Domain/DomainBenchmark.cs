using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Benchmarks.Domain;

/// <summary>The costs without HTTP.</summary>
public static class DomainBenchmark
{
    public static async Task RunAsync(Report report)
    {
        var table = new Table("What", "figure", "to reach", "reached");
        FoldMeasure.Run(table);
        AvailabilityMeasure.Run(table);
        OccupancyMeasure.Run(table);
        await RebuildMeasure.RunAsync(table);
        await GrowthMeasure.RunAsync(table);
        await report.WriteAsync("domain", table);
    }

    public static async Task RunListsAsync(Report report)
    {
        var table = new Table("List", "beside 1,000,000 : 1,000", "to reach", "reached");
        await ListMeasure.RunAsync(table);
        await report.WriteAsync("lists", table);
    }

    public static void AtLeast(this Table table, string what, double perSecond, double target)
    {
        Console.WriteLine($"  {what}: {perSecond:N0} a second");
        table.Add(what, $"{perSecond:N0}/s", $"{target:N0}/s", perSecond >= target ? "yes" : "no");
    }
}
