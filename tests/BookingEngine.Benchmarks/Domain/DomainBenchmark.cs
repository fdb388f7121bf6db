namespace BookingEngine.Benchmarks.Domain;

/// <summary>The costs without HTTP.</summary>
public static class DomainBenchmark
{
    public static async Task RunAsync()
    {
        var table = new Table("What", "figure", "to reach", "reached");
        FoldMeasure.Run(table);
        AvailabilityMeasure.Run(table);
        OccupancyMeasure.Run(table);
        await RebuildMeasure.RunAsync(table);
        await GrowthMeasure.RunAsync(table);
        table.Print(Console.Out);
    }

    public static async Task RunListsAsync()
    {
        var table = new Table("List", "beside 1,000,000 : 1,000", "to reach", "reached");
        await ListMeasure.RunAsync(table);
        table.Print(Console.Out);
    }

    public static void AtLeast(this Table table, string what, double perSecond, double target)
    {
        Console.WriteLine($"  {what}: {perSecond:N0} a second");
        table.Add(what, $"{perSecond:N0}/s", $"{target:N0}/s", perSecond >= target ? "yes" : "no");
    }
}
