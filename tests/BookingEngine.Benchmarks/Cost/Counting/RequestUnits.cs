namespace BookingEngine.Benchmarks.Cost.Counting;

/// <summary>Request units of Cosmos DB by document size, as published in "Understand request unit consumption" (Microsoft Learn,
/// learn.microsoft.com/azure/cosmos-db/understand-request-unit-consumption). Each index adds to a write, and a query costs more than the reads of its
/// documents. No figures are published for that, so the sums are lower bounds.</summary>
public static class RequestUnits
{
    private static readonly (double Kilobytes, double Read, double Write)[] Published =
    [
        (1, 1.00, 4.95), (2, 1.04, 6.29), (4, 1.14, 6.67), (8, 1.33, 7.04), (16, 1.67, 9.52), (32, 2.19, 11.23), (64, 4.76, 22.67), (128, 9.95, 48.19),
        (256, 20.28, 98.29), (512, 40.95, 184.57), (1_024, 145.90, 625.00), (2_048, 291.80, 1_250.00),
    ];

    public static double Read(long bytes) => At(bytes, p => p.Read);

    public static double Write(long bytes) => At(bytes, p => p.Write);

    // Between two published sizes, in proportion.
    private static double At(long bytes, Func<(double Kilobytes, double Read, double Write), double> units)
    {
        var kilobytes = Math.Clamp(bytes / 1024.0, Published[0].Kilobytes, Published[^1].Kilobytes);
        var above = Array.FindIndex(Published, p => p.Kilobytes >= kilobytes);
        if (above == 0)
        {
            return units(Published[0]);
        }

        var (low, high) = (Published[above - 1], Published[above]);
        return units(low) + ((units(high) - units(low)) * (kilobytes - low.Kilobytes) / (high.Kilobytes - low.Kilobytes));
    }
}
